package salesforcetest

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
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
	if f.kind != kindText || f.required || f.unique || f.externalID {
		return errors.New("the simulated org computes plain texts only")
	}
	n, err := parseNode(text, stored)
	if err != nil {
		return err
	}
	if n.kind != kindText {
		return errors.New("the formula is not a text")
	}
	f.formula, f.readOnly, f.length = n.eval, true, lenFormula
	return nil
}

// compute fills in what a record has by its formulas.
func (o *object) compute(r Record) {
	for _, f := range o.computed {
		delete(r, f.name)
		if v := f.formula(change{after: r}); v != nil {
			r[f.name] = v
		}
	}
}
