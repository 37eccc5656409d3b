package salesforcetest

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"tieline/shared/salesforce/salesforcetest/flows"
)

// lenFormula is how many characters the text of a formula field may have, as a
// description says it.
const lenFormula = 1300

// loadFields adds the fields of a folder, and then the formulas of those that are
// computed, as these may name any other field, before or after them. Of formulas
// that name one another nothing is known here.
func (o *object) loadFields(source fs.FS, folder string) error {
	formulas := map[*field]string{}
	err := readEach(source, folder, func(file customField) error {
		err := o.addField(file)
		if err == nil && file.Formula != "" {
			formulas[o.field(file.FullName)] = file.Formula
		}
		return err
	})
	if err != nil {
		return err
	}
	stored := &object{fields: slices.DeleteFunc(slices.Clone(o.fields), func(f *field) bool { return formulas[f] != "" })}
	for f, text := range formulas {
		if err := f.compute(text, stored); err != nil {
			return fmt.Errorf("formula of %s: %w", f.name, err)
		}
	}
	return nil
}

// compute makes a field one that is computed of stored ones ("Formula Field",
// Salesforce Help): nobody writes it.
func (f *field) compute(text string, stored *object) error {
	if f.kind != kindText && f.kind != kindCheckbox || f.required || f.unique || f.externalID {
		return errors.New("the simulated org computes plain texts and checkboxes only")
	}
	value, err := flows.Calculated(text, flowKinds[f.kind], func(name string) (flows.Field, bool) {
		if other := stored.field(name); other != nil {
			return other.ofFlow(), true
		}
		return flows.Field{}, false
	})
	if err != nil {
		return err
	}
	f.formula, f.readOnly = func(c change) any { return value(c.after, c.now) }, true
	if f.kind == kindText {
		f.length = lenFormula
	}
	return nil
}

// compute fills in what a record has by its formulas.
func (o *object) compute(r Record) {
	if len(o.computed) == 0 {
		return
	}
	c := change{after: r}
	if o.now != nil {
		c.now = o.now()
	}
	for _, f := range o.computed {
		delete(r, f.name)
		if v := f.formula(c); v != nil {
			r[f.name] = v
		}
	}
}

// flowKinds are the kinds of fields as flows and formulas have them.
var flowKinds = map[kind]flows.Kind{
	kindID: flows.String, kindAutoNumber: flows.String, kindCheckbox: flows.Boolean, kindDate: flows.Date, kindDateTime: flows.DateTime,
	kindEmail: flows.String, kindLongText: flows.String, kindLookup: flows.String, kindNumber: flows.Number, kindPhone: flows.String,
	kindPicklist: flows.Picklist, kindText: flows.String,
}

func (f *field) ofFlow() flows.Field {
	return flows.Field{Name: f.name, Kind: flowKinds[f.kind], Fixed: f.readOnly, Exact: f.caseSensitive || f.isID()}
}
