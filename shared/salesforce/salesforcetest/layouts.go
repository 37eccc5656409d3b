package salesforcetest

import (
	"io/fs"
	"path"
	"strings"
)

// section is a part of a page layout ("Layout", Metadata API Developer Guide):
// fields in the order in which a page shows them, column by column.
type section struct {
	label  string
	fields []string
}

type pageLayout struct {
	Sections []struct {
		Label   string `xml:"label"`
		Columns []struct {
			Items []struct {
				Field string `xml:"field"`
			} `xml:"layoutItems"`
		} `xml:"layoutColumns"`
	} `xml:"layoutSections"`
}

// loadLayouts reads layouts/<object>-<name>.layout-meta.xml; of several of one
// object the first counts.
func (s *Schema) loadLayouts(source fs.FS) error {
	s.layouts = map[string][]section{}
	return eachFile(source, "layouts", func(name string) error {
		object, _, _ := strings.Cut(name, "-")
		var file pageLayout
		if err := readXML(source, path.Join("layouts", name), &file); err != nil || s.layouts[object] != nil {
			return err
		}
		for _, in := range file.Sections {
			out := section{label: in.Label}
			for _, column := range in.Columns {
				for _, item := range column.Items {
					if item.Field != "" {
						out.fields = append(out.fields, item.Field)
					}
				}
			}
			s.layouts[object] = append(s.layouts[object], out)
		}
		return nil
	})
}

// sections are the fields of an object as its page shows them. Those that its
// layout leaves out come last.
func (s *Schema) sections(o *object) []section {
	shown := map[string]bool{}
	var all []section
	for _, in := range s.layouts[o.name] {
		out := section{label: in.label}
		for _, name := range in.fields {
			if f := o.field(name); f != nil && !shown[f.name] {
				shown[f.name], out.fields = true, append(out.fields, f.name)
			}
		}
		if len(out.fields) > 0 {
			all = append(all, out)
		}
	}
	rest := section{label: "Not on the page layout"}
	if all == nil {
		rest.label = "Fields"
	}
	for _, f := range o.fields {
		if !shown[f.name] {
			rest.fields = append(rest.fields, f.name)
		}
	}
	return append(all, rest)
}
