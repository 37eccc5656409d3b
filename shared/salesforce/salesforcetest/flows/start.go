package flows

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// trigger reads what starts a flow.
func (c *compiler) trigger(p *part) {
	f := c.flow
	f.Object = p.must("object")
	if _, known := c.org.Field(f.Object, ""); !known {
		p.refuse("the simulated org knows no object %s", f.Object)
	}
	f.Trigger = Trigger(p.must("triggerType"))
	on := p.must("recordTriggerType")
	switch f.Trigger {
	case BeforeSave, AfterSave:
		f.created, f.updated = on != "Update", on != "Create"
		if on != "Create" && on != "Update" && on != "CreateAndUpdate" {
			p.refuse("a flow of %s does not start on %s", f.Trigger, on)
		}
	case BeforeDelete:
		if on != "Delete" {
			p.refuse("a flow of %s does not start on %s", f.Trigger, on)
		}
	default:
		p.refuse("the simulated org does not run flows of triggerType %q", f.Trigger)
	}
}

// units are those of an offset from a field's time.
var units = map[string]time.Duration{"Minutes": time.Minute, "Hours": time.Hour, "Days": day}

// entry reads the entry conditions and where the paths begin. Every flow runs as
// whoever saved the record: the simulated org has no Default Workflow User.
func (c *compiler) entry(p *part) {
	f := c.flow
	p.skip("locationX", "locationY")
	p.choice("flowRunAsUser", "TriggeringUser")
	f.newly = p.flag("doesRequireRecordChangedToMeetCriteria")
	f.first = p.connector("connector")
	logic, formula := p.word("filterLogic"), p.word("filterFormula")
	changing := asksWhatChanged(p, formula)
	filters, _ := c.filters(p, f.Object, ofRecord, true)
	switch {
	case formula != "" && (len(filters) > 0 || logic != "" && logic != "formula_evaluates_to_true"):
		p.refuse("it has filters and a formula")
	case formula != "":
		e, err := parseFormula(formula, grammar{refers: c.resolveEntry, changes: true})
		if err != nil {
			p.refuse("filterFormula: %v", err)
		} else if e.kind != Boolean {
			p.refuse("filterFormula is no condition")
		}
		f.conditions = func(i *interview) bool { return e.eval(i) == true }
	case len(filters) > 0:
		e := c.logic(p, logic, filters)
		f.conditions = func(i *interview) bool { return e.eval(i) == true }
	}
	if f.newly && (!f.updated || f.conditions == nil) {
		p.refuse("without conditions, or an update, there is nothing that a record may begin to meet")
	}
	if f.newly && changing {
		p.refuse("conditions on what the save changed hold for one save: the simulated org does not wait until they begin to")
	}
	for _, path := range p.all("scheduledPaths") {
		c.path(path, changing)
	}
	p.end()
}

// asksWhatChanged reports whether conditions of entry look at the record before the
// save.
func asksWhatChanged(p *part, formula string) bool {
	upper := strings.ToUpper(formula)
	return strings.Contains(upper, "ISNEW") || strings.Contains(upper, "ISCHANGED") || slices.ContainsFunc(p.children, func(filter *part) bool {
		return slices.ContainsFunc(filter.children, func(c *part) bool { return c.name == "operator" && strings.TrimSpace(c.text) == "IsChanged" })
	})
}

// resolveEntry knows no resources: before a flow starts there are none.
func (c *compiler) resolveEntry(reference string) (expr, error) {
	bare := &compiler{flow: c.flow, org: c.org}
	return bare.resolve(reference)
}

// path reads a path that runs later. Before one that waits runs, the conditions are
// asked again, when nothing is changed any more.
func (c *compiler) path(p *part, changing bool) {
	path := &Path{Name: p.word("name"), first: p.connector("connector")}
	p.skip("label", "description", "locationX", "locationY")
	kind, unit, offset, by := p.word("pathType"), p.word("offsetUnit"), p.word("offsetNumber"), p.word("recordField")
	source := p.word("timeSource")
	p.skip("maxBatchSize")
	p.end()
	c.flow.Paths = append(c.flow.Paths, path)
	if c.flow.Trigger != AfterSave {
		p.refuse("a flow of %s has no paths that run later", c.flow.Trigger)
	}
	if kind != "" {
		if path.Async = kind == "AsyncAfterCommit"; !path.Async || unit+offset+by+source != "" {
			p.refuse("the simulated org does not run paths of pathType %s with a time", kind)
		}
		return
	}
	f, known := c.org.Field(c.flow.Object, by)
	n, err := strconv.Atoi(offset)
	if source != "RecordField" || !known || by == "" || f.Kind != DateTime || err != nil || units[unit] == 0 {
		p.refuse("the simulated org runs paths some minutes, hours or days from a DateTime field, and not from %s %s by %s %s", source, by, offset, unit)
	}
	if changing {
		p.refuse("the simulated org runs no path that waits of conditions on what the save changed")
	}
	if c.flow.updated && c.flow.created && !c.flow.newly {
		p.refuse("with a path that waits, a flow of CreateAndUpdate must require that the record was changed to meet the conditions")
	}
	path.field, path.offset = f.Name, time.Duration(n)*units[unit]
}
