package flows

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// part is an element of a flow's file. Who reads it takes what it knows; what
// nobody took is refused in the end.
type part struct {
	name, text, where string
	children          []*part
	in                *reading
}

// reading is a file that is read. Its first fault counts.
type reading struct {
	file string
	err  error
}

func (r *reading) refuse(where, format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("flow %s: %s: %s", r.file, where, fmt.Sprintf(format, args...))
	}
}

func (p *part) refuse(format string, args ...any) { p.in.refuse(p.where, format, args...) }

// parse reads the file's text.
func parse(file string, text []byte) (*part, error) {
	in := &reading{file: file}
	root := &part{where: "Flow", in: in}
	open := []*part{root}
	for d := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && len(root.children) == 1:
			return root.children[0], in.err
		case err != nil:
			return nil, fmt.Errorf("flow %s: %w", file, err)
		}
		last := open[len(open)-1]
		switch e := token.(type) {
		case xml.StartElement:
			open = append(open, last.child(e))
		case xml.CharData:
			last.text += string(e)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

func (p *part) child(e xml.StartElement) *part {
	c := &part{name: e.Name.Local, where: e.Name.Local, in: p.in}
	if p.name != "" && p.name != "Flow" {
		c.where = p.where + "/" + e.Name.Local
	}
	for _, a := range e.Attr {
		if a.Name.Local != "xmlns" && a.Name.Space != "xmlns" {
			c.refuse("the simulated org knows no attribute %s", a.Name.Local)
		}
	}
	p.children = append(p.children, c)
	return c
}

// take takes the child of a name, nil if there is none.
func (p *part) take(name string) *part {
	all := p.all(name)
	switch {
	case len(all) == 0:
		return nil
	case len(all) > 1:
		p.refuse("%s stands more than once", name)
	}
	return all[0]
}

// all takes the children of a name.
func (p *part) all(name string) []*part {
	var all []*part
	p.children = slices.DeleteFunc(p.children, func(c *part) bool {
		if c.name == name {
			all = append(all, c)
		}
		return c.name == name
	})
	return all
}

// word takes the text of a child, "" if there is none.
func (p *part) word(name string) string {
	c := p.take(name)
	if c == nil {
		return ""
	}
	c.end()
	return strings.TrimSpace(c.text)
}

// must takes the text of a child that has to be there.
func (p *part) must(name string) string {
	text := p.word(name)
	if text == "" {
		p.refuse("%s is missing", name)
	}
	return text
}

// flag takes a child that is true or false; without it, it is false.
func (p *part) flag(name string) bool {
	text := p.word(name)
	v, err := strconv.ParseBool(text)
	if err != nil && text != "" {
		p.refuse("%s is %q, and neither true nor false", name, text)
	}
	return v
}

// choice takes a word that must be one of those that are known; the first may
// be left out.
func (p *part) choice(name string, known ...string) string {
	text := p.word(name)
	if text == "" {
		return known[0]
	}
	if !slices.Contains(known, text) {
		p.refuse("the simulated org does not run %s %s", name, text)
	}
	return text
}

// skip takes what changes nothing of what a flow does.
func (p *part) skip(names ...string) {
	for _, name := range names {
		p.all(name)
	}
}

// end refuses what nobody took.
func (p *part) end() {
	if len(p.children) > 0 {
		p.children[0].refuse("the simulated org does not run this element")
	}
}

// called takes the name of an element that has one, and how it looks.
func (p *part) called() string {
	name := p.must("name")
	p.where += " " + name
	for _, c := range p.children {
		c.where = p.where + "/" + c.name
	}
	p.skip("label", "description", "locationX", "locationY")
	return name
}

// connector takes where a flow goes next, "" if nowhere.
func (p *part) connector(name string) string {
	c := p.take(name)
	if c == nil {
		return ""
	}
	to := c.must("targetReference")
	c.flag("isGoTo")
	c.end()
	return to
}
