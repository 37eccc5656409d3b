package render

import "strings"

const declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// element is one of a metadata file: a text, or elements inside.
type element struct {
	name, text string
	inside     []element
}

func text(name, value string) element {
	return element{name: name, text: value}
}

func boolean(name string, set bool) element {
	if set {
		return text(name, "true")
	}
	return text(name, "false")
}

func group(name string, inside ...element) element {
	return element{name: name, inside: inside}
}

// document is a metadata file as a retrieve writes it: four spaces, elements in the
// order given, which is that of their names.
func document(root string, inside ...element) string {
	var b strings.Builder
	b.WriteString(declaration)
	b.WriteString("<" + root + ` xmlns="http://soap.sforce.com/2006/04/metadata">` + "\n")
	for _, e := range inside {
		e.write(&b, "    ")
	}
	b.WriteString("</" + root + ">\n")
	return b.String()
}

func (e element) write(b *strings.Builder, indent string) {
	if e.inside == nil {
		b.WriteString(indent + "<" + e.name + ">" + escape(e.text) + "</" + e.name + ">\n")
		return
	}
	b.WriteString(indent + "<" + e.name + ">\n")
	for _, one := range e.inside {
		one.write(b, indent+"    ")
	}
	b.WriteString(indent + "</" + e.name + ">\n")
}

// escape makes a text inert in XML, as a retrieve writes it.
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;").Replace(s)
}
