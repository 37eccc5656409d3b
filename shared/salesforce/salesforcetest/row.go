package salesforcetest

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// row is a record in few bytes, so that a long run can keep many: of each field
// that is not blank its place and its value, in the order of places. It is never
// changed.
type row []byte

// arrange gives each field its place: what Salesforce fills in comes first, as
// queries ask for it most. It is done again whenever the fields have changed.
func (o *object) arrange() {
	o.places = slices.Clone(o.fields)
	slices.SortStableFunc(o.places, func(a, b *field) int { return boolean(b.readOnly) - boolean(a.readOnly) })
	o.named, o.computed = map[string]*field{}, slices.DeleteFunc(slices.Clone(o.fields), func(f *field) bool { return f.formula == nil })
	for place, f := range o.places {
		f.place = uint64(place)
		f.numbered = f.kind == kindCheckbox || f.kind == kindNumber || f.kind == kindDateTime
		o.named[f.name] = f
	}
}

// pack is the opposite of unpack.
func (o *object) pack(r Record) row {
	packed := make(row, 0, 512)
	for _, f := range o.places {
		if v := r[f.name]; v != nil && f.formula == nil {
			packed = f.pack(binary.AppendUvarint(packed, f.place), v)
		}
	}
	return slices.Clone(packed)
}

func (f *field) pack(r row, v any) row {
	switch v := v.(type) {
	case bool:
		return binary.AppendUvarint(r, uint64(boolean(v)))
	case float64: // whole numbers end in many zeros
		return binary.AppendUvarint(r, bits.ReverseBytes64(math.Float64bits(v)))
	case string:
		if f.kind == kindDateTime {
			return binary.AppendUvarint(r, uint64(seconds(v)))
		}
		return append(binary.AppendUvarint(r, uint64(len(v))), v...)
	}
	panic("a record holds texts, numbers and booleans only")
}

// seconds is a DateTime since 1970; it has no fraction.
func seconds(shown string) int64 {
	t, err := time.Parse(dateTimeLayout, shown)
	if err != nil {
		panic(err) // it was made by this layout
	}
	return t.Unix()
}

// unpack is nil for a nil row.
func (o *object) unpack(packed row) Record {
	if packed == nil {
		return nil
	}
	r := make(Record, len(o.places))
	for len(packed) > 0 {
		f, v, rest := o.first(packed)
		r[f.name], packed = f.shown(v), rest
	}
	o.compute(r)
	return r
}

// packed is a value inside a row: a number that stands for it, or its text.
type packed struct {
	number uint64
	text   []byte
}

// first reads the first field of a row and returns the others.
func (o *object) first(r row) (*field, packed, row) {
	place, size := binary.Uvarint(r)
	number, more := binary.Uvarint(r[size:])
	f, r := o.places[place], r[size+more:]
	if f.numbered {
		return f, packed{number: number}, r
	}
	return f, packed{text: r[:number]}, r[number:]
}

// at finds a field's value; there is none if it is blank.
func (o *object) at(r row, f *field) (v packed, there bool) {
	for len(r) > 0 {
		var found *field
		if found, v, r = o.first(r); found.place >= f.place {
			return v, found == f
		}
	}
	return packed{}, false
}

// value is a field's value as a Record has it.
func (o *object) value(r row, f *field) any {
	if f.formula != nil {
		return o.unpack(r)[f.name]
	}
	if v, there := o.at(r, f); there {
		return f.shown(v)
	}
	return nil
}

// sortable is a field's value as f.order compares it.
func (o *object) sortable(r row, f *field) any {
	v, there := o.at(r, f)
	switch {
	case f.formula != nil:
		return f.folded(o.value(r, f))
	case !there:
		return nil
	case f.kind == kindDateTime:
		return int64(v.number)
	}
	return f.folded(f.shown(v))
}

func (f *field) shown(v packed) any {
	switch f.kind {
	case kindCheckbox:
		return v.number == 1
	case kindNumber:
		return math.Float64frombits(bits.ReverseBytes64(v.number))
	case kindDateTime:
		return time.Unix(int64(v.number), 0).UTC().Format(dateTimeLayout)
	}
	return string(v.text)
}

// folded is a text as it compares with others: without regard to case, unless
// the field has regard to it.
func (f *field) folded(v any) any {
	if text, is := v.(string); is && !f.caseSensitive && !f.isID() {
		return strings.ToLower(text)
	}
	return v
}
