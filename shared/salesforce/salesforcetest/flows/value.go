package flows

import (
	"fmt"
	"strconv"
	"time"
)

// value reads a literal or a reference.
func (c *compiler) value(p *part) expr {
	e, err := c.valueOf(p)
	p.end()
	if err != nil {
		p.refuse("%v", err)
		return constant(String, nil)
	}
	return e
}

func (c *compiler) valueOf(p *part) (expr, error) {
	if len(p.children) != 1 {
		return expr{}, fmt.Errorf("it holds %d values", len(p.children))
	}
	is := p.children[0].name
	if is == "stringValue" { // whose blanks count
		return c.template(p.take(is).text)
	}
	switch said := p.word(is); is {
	case "elementReference":
		return c.resolve(said)
	case "numberValue":
		n, err := strconv.ParseFloat(said, 64)
		return constant(Number, n), err
	case "booleanValue":
		yes, err := strconv.ParseBool(said)
		return constant(Boolean, yes), err
	case "dateTimeValue":
		t, err := time.Parse(time.RFC3339, said)
		return constant(DateTime, shownTime(t)), err
	}
	return expr{}, fmt.Errorf("the simulated org does not know a %s", is)
}
