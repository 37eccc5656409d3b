package flows

import (
	"fmt"
	"strings"
)

// compiler makes a Flow of a file.
type compiler struct {
	flow      *Flow
	org       Objects
	found     map[string]string   // objects of look-ups by their element
	kinds     map[string]variable // of variables, and of the ids that creations leave
	computed  map[string]*part    // formulas and templates that were not read yet
	resources map[string]expr     // constants, and what was computed
	names     map[string]bool
}

type variable struct {
	kind Kind
	many bool
}

// Read reads a flow's file. Whatever it cannot run is an error that names the
// file and the element.
func Read(file string, text []byte, org Objects) (*Flow, error) {
	root, err := parse(file, text)
	if err != nil {
		return nil, err
	}
	if root.name != "Flow" {
		return nil, fmt.Errorf("flow %s: it is a %s", file, root.name)
	}
	name, _, _ := strings.Cut(file, ".")
	c := &compiler{flow: &Flow{Name: name, elements: map[string]*element{}, initial: map[string]any{}}, org: org,
		found: map[string]string{}, kinds: map[string]variable{}, computed: map[string]*part{}, resources: map[string]expr{}, names: map[string]bool{}}
	c.read(root)
	root.end()
	c.check(root)
	return c.flow, root.in.err
}

func (c *compiler) read(root *part) {
	c.flow.Label = root.must("label")
	root.skip("apiVersion", "description", "environments", "interviewLabel", "processMetadataValues")
	root.choice("processType", "AutoLaunchedFlow")
	root.choice("runInMode", "DefaultMode", "SystemModeWithSharing", "SystemModeWithoutSharing") // a record starts all in system context
	c.flow.Active = root.choice("status", "Draft", "Active", "Obsolete", "InvalidDraft") == "Active"
	start := root.take("start")
	if start == nil {
		root.refuse("start is missing")
		return
	}
	c.trigger(start)
	kinds := []struct {
		name string
		read func(*part, *element)
	}{{"assignments", c.assignment}, {"decisions", c.decision}, {"recordLookups", c.lookup},
		{"recordCreates", c.creation}, {"recordUpdates", c.update}, {"actionCalls", c.action}}
	parts := map[string][]*part{}
	for _, k := range kinds {
		parts[k.name] = root.all(k.name)
		for _, p := range parts[k.name] {
			c.declare(p, k.name)
		}
	}
	c.declareResources(root)
	c.entry(start)
	for _, k := range kinds {
		for _, p := range parts[k.name] {
			e := c.flow.elements[c.nameOf(p)]
			p.called()
			k.read(p, e)
			p.end()
		}
	}
}

func (c *compiler) nameOf(p *part) string {
	for _, child := range p.children {
		if child.name == "name" {
			return strings.TrimSpace(child.text)
		}
	}
	return ""
}

// declare makes an element known, so that others may speak of it.
func (c *compiler) declare(p *part, kind string) {
	name := c.nameOf(p)
	c.unique(p, name)
	c.flow.elements[name] = &element{name: name, kind: kind}
	for _, child := range p.children {
		object := strings.TrimSpace(child.text)
		switch {
		case child.name == "object" && kind == "recordLookups":
			c.found[name] = object
		case child.name == "object" && kind == "recordCreates":
			c.kinds[name] = variable{kind: String}
		}
	}
}

func (c *compiler) unique(p *part, name string) {
	if c.names[name] || name == "" {
		p.refuse("the name %q is missing, or not the only one", name)
	}
	c.names[name] = true
}

// check looks at the whole: what was not spoken of, and whether every connector
// leads somewhere.
func (c *compiler) check(root *part) {
	for name := range c.computed {
		if _, err := c.resource(name); err != nil {
			root.refuse("%v", err)
		}
	}
	leads := func(from, to string) {
		if to != "" && c.flow.elements[to] == nil {
			root.refuse("%s leads to %s, which is not there", from, to)
		}
	}
	leads("start", c.flow.first)
	for _, p := range c.flow.Paths {
		leads("start", p.first)
	}
	for name, e := range c.flow.elements {
		leads(name, e.next)
		leads(name, e.fault)
	}
}
