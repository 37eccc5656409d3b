package handler

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
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
	shared schemas
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
	if objects := blind(in.Tuned, fields); len(objects) > 0 {
		slog.WarnContext(ctx, "no phone field is shown", slog.Any("objects", objects), metric.Embed(metric.Of(names.MetricRefusedAccess, len(objects))))
	}
	return nil
}

// blind are the objects in which nobody can be found by a number, although
// callers are looked for there: rights were lost, as by a sandbox refresh, or an
// admin named other fields. An org may do without leads, never without contacts.
func blind(tuned tuning.Snapshot, fields map[string][]string) (objects []string) {
	phones := tuning.ScreenPopPhoneFields.In(tuned)
	for _, object := range tuning.ScreenPopObjects.In(tuned) {
		shown, is := fields[object]
		found := slices.ContainsFunc(shown, func(field string) bool { return counts(phones, field) })
		if !found && (is || object == "Contact") {
			objects = append(objects, object)
		}
	}
	return objects
}

// counts reports whether a field is one of the phone fields that count, also as a
// person account has it. Salesforce does not tell upper from lower case.
func counts(phones []string, field string) bool {
	person := strings.TrimPrefix(field, "Person")
	if custom, is := strings.CutSuffix(field, "__pc"); is {
		person = custom + "__c"
	}
	return slices.ContainsFunc(phones, func(phone string) bool { return strings.EqualFold(phone, field) || strings.EqualFold(phone, person) })
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
