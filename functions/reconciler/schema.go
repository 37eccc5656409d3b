package main

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// schemaLife is how old a schema may become: a field that an admin adds, or shows
// to our user, counts within that time.
const schemaLife = time.Hour

// described are the objects that a parameter may name.
var described = []string{"Contact", "Lead", "Account"}

// schema sees to it that screen-pop knows which fields the org has, and asks for
// no other.
type schema struct {
	org    org
	shared operations
	now    func() time.Time
	asked  []string // for which fields, when this environment last described
}

// keep describes the org if that is due: each hour, when parameters name other
// fields than before, and by each new environment, which does not know.
func (s *schema) keep(ctx context.Context) error {
	in, err := s.shared.Conditions(ctx)
	if err != nil {
		return err
	}
	now, asked := s.now(), named(in.Tuned)
	if slices.Equal(asked, s.asked) && now.Sub(in.DescribedAt) < schemaLife {
		return nil
	}
	fields, err := s.org.Fields(ctx, described, asked)
	if err != nil {
		return err
	}
	if len(fields) == 0 {
		// Kept, this would have nobody found, and nobody wonder.
		return fault.Errorf(fault.Unauthorized, "the org shows none of %s", strings.Join(described, ", "))
	}
	if err := s.shared.KeepSchema(ctx, fields, now); err != nil {
		return err
	}
	s.asked = asked
	slog.InfoContext(ctx, "schema kept", "objects", len(fields))
	return nil
}

// named are the fields that parameters name, whatever their object.
func named(tuned tuning.Snapshot) []string {
	var fields []string
	for _, phone := range tuning.ScreenPopPhoneFields.In(tuned) {
		fields = append(fields, phone)
		if custom, is := strings.CutSuffix(phone, "__c"); is {
			fields = append(fields, custom+"__pc") // of a person account
		}
	}
	for _, p := range tuning.ScreenPopFields.In(tuned) {
		_, field, _ := strings.Cut(p.Left, ".")
		fields = append(fields, field)
	}
	return slices.Compact(slices.Sorted(slices.Values(fields)))
}
