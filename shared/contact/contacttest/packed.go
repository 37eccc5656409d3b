package contacttest

import (
	"encoding/binary"
	"io"
	"reflect"
	"strings"
	"time"

	"tieline/shared/contact"
)

// packed is an item in few bytes: its fields one after another, in the order of
// their declaration. A soak keeps a hundred thousand of them.
func packed(i contact.Item) string {
	return string(pack(make([]byte, 0, 2048), reflect.ValueOf(&i).Elem())) // most fit
}

// unpacked is the item again. Its texts share the bytes.
func unpacked(packed string) (i contact.Item) {
	unpack(strings.NewReader(packed), packed, reflect.ValueOf(&i).Elem())
	return i
}

var (
	instant = reflect.TypeFor[time.Time]()
	zero    = time.Time{}.Unix() // of no time at all
)

func pack(b []byte, v reflect.Value) []byte {
	if v.Type() == instant {
		at := v.Addr().Interface().(*time.Time)
		return binary.AppendUvarint(binary.AppendVarint(b, at.Unix()-zero), uint64(at.Nanosecond()))
	}
	switch v.Kind() {
	case reflect.Struct:
		for n := range v.NumField() {
			b = pack(b, v.Field(n))
		}
		return b
	case reflect.String:
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...)
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	}
	return binary.AppendVarint(b, v.Int()) // panics for a kind that no item had so far
}

// unwritable reports a time of a year that JSON, in which the table on DynamoDB
// keeps a state, has no form for.
func unwritable(v reflect.Value) bool {
	if v.Type() == instant {
		year := v.Addr().Interface().(*time.Time).Year()
		return year < 0 || year > 9999
	}
	if v.Kind() == reflect.Struct {
		for n := range v.NumField() {
			if unwritable(v.Field(n)) {
				return true
			}
		}
	}
	return false
}

// unpack reads from r what pack made of v. All is all of what r reads.
func unpack(r *strings.Reader, all string, v reflect.Value) {
	if v.Type() == instant {
		seconds, nanoseconds := signed(r), unsigned(r)
		*v.Addr().Interface().(*time.Time) = time.Unix(seconds+zero, int64(nanoseconds)).UTC()
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for n := range v.NumField() {
			unpack(r, all, v.Field(n))
		}
	case reflect.String:
		size := int64(unsigned(r))
		end, _ := r.Seek(size, io.SeekCurrent) // from within, forward: it cannot fail
		v.SetString(all[end-size : end])
	case reflect.Bool:
		v.SetBool(unsigned(r) == 1)
	default:
		v.SetInt(signed(r))
	}
}

// signed and unsigned read what pack has written, and nothing else.
func signed(r *strings.Reader) int64 {
	n, _ := binary.ReadVarint(r)
	return n
}

func unsigned(r *strings.Reader) uint64 {
	n, _ := binary.ReadUvarint(r)
	return n
}
