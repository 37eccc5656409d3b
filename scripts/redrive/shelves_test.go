package redrive

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/parked"
)

// bucket has the messages of a function, whose bodies are their keys.
type bucket struct {
	keys    []string
	reasons map[string]string
	err     error
}

func (b *bucket) List(_ context.Context, function string, each func(parked.Message) bool) error {
	for _, key := range b.keys {
		if m := (parked.Message{Key: key, At: noon}); m.Function() == function && !each(m) {
			return nil
		}
	}
	return b.err
}

func (b *bucket) Why(_ context.Context, key string) (fault.Kind, string, error) {
	if reason, there := b.reasons[key]; there {
		return fault.Invalid, reason, nil
	}
	return "", "", fault.Errorf(fault.NotFound, "no object")
}

func (b *bucket) Read(_ context.Context, key string) ([]byte, error) { return []byte(key), b.err }

func (b *bucket) Remove(_ context.Context, key string) error {
	b.keys = slices.DeleteFunc(b.keys, func(k string) bool { return k == key })
	return b.err
}

func TestParkedMessagesAreFoundSentAndRemoved(t *testing.T) {
	c, cfg := newCloud(t)
	b := &bucket{keys: []string{"contact-events/m1", "contact-events/m2", "contact-records/m3"}, reasons: map[string]string{
		"contact-events/m1": "contact 5ca32fbd-8f92-46af-92a5-6b0f970f0efe is odd",
	}}
	shelf := &Parked{b, "contact-events"}
	found := must(t, shelf, 9)
	if ids(found) != "m1 m2" || found[0].Why != "invalid: contact … is odd" || found[1].Why != "gone meanwhile" || !found[0].Since.Equal(noon) {
		t.Fatalf("found %+v", found)
	}
	got, err := Task{shelf, NewQueue(cfg, "queue"), nothing}.Move(t.Context(), found)
	if err != nil || got.Sent != 2 || strings.Join(c.sent, " ") != "contact-events/m1 contact-events/m2" || strings.Join(b.keys, " ") != "contact-records/m3" {
		t.Errorf("%+v, %v: sent %v, left %v", got, err, c.sent, b.keys)
	}
}

func TestAParkedMessageThatCannotBeReadStays(t *testing.T) {
	_, cfg := newCloud(t)
	b := &bucket{keys: []string{"contact-events/m1"}, reasons: map[string]string{"contact-events/m1": "odd"}}
	shelf := &Parked{b, "contact-events"}
	found := must(t, shelf, 9)
	b.err = fault.Errorf(fault.Unavailable, "down")
	if got, err := (Task{shelf, NewQueue(cfg, "queue"), nothing}).Move(t.Context(), found); err != nil || got.Sent != 0 || len(b.keys) != 1 {
		t.Errorf("%+v, %v: left %v", got, err, b.keys)
	}
}

// contacts are some that Salesforce refused.
type contacts struct {
	items   []contact.Item
	offered []string
	fails   string // the one before which Redrive fails
	rung    []string
	deaf    bool
}

func (c *contacts) Rejected(_ context.Context, each func(contact.Item) bool) error {
	for _, i := range c.items {
		if !each(i) {
			return nil
		}
	}
	return nil
}

func (c *contacts) Redrive(_ context.Context, ids ...string) ([]string, error) {
	for _, id := range ids {
		if id == c.fails {
			return c.offered, fault.Errorf(fault.Throttled, "slow down")
		}
		if id != "changed" {
			c.offered = append(c.offered, id)
		}
	}
	return c.offered, nil
}

func (c *contacts) Ring(_ context.Context, delay time.Duration, ids ...string) error {
	c.rung = append(c.rung, ids...)
	if c.deaf || delay != 0 {
		return errors.New("nobody hears")
	}
	return nil
}

func refused(id, code, field string) contact.Item {
	return contact.Item{State: contact.State{ID: id}, Rejected: contact.Refusal{Code: code, Field: field, At: noon}}
}

func TestRefusedContactsAreFoundByCode(t *testing.T) {
	c := &contacts{items: []contact.Item{refused("a", "STRING_TOO_LONG", "Queue_Name__c"), refused("b", "", ""), refused("c", "DUPLICATE_VALUE", "")}}
	for codes, want := range map[string]string{"": "a b c", "STRING_TOO_LONG": "a", "none": "b", "none DUPLICATE_VALUE": "b c", "other": ""} {
		if got := ids(must(t, NewRejected(c, strings.Fields(codes)...), 9)); got != want {
			t.Errorf("%q: %q", codes, got)
		}
	}
	found := must(t, NewRejected(c), 2)
	if len(found) != 2 || found[0].Why != "STRING_TOO_LONG Queue_Name__c" || found[1].Why != "none" || !found[0].Since.Equal(noon) {
		t.Errorf("%+v", found)
	}
}

func TestRefusedContactsAreOfferedOnceMore(t *testing.T) {
	for name, tt := range map[string]struct {
		contacts contacts
		rung     string
		fails    string
	}{
		"all":                                {contacts{}, "a changed b c", ""},
		"though nobody hears the bell":       {contacts{deaf: true}, "a changed b c", ""},
		"but for those after one that fails": {contacts{fails: "b"}, "a", "changed b c"},
	} {
		c := tt.contacts
		all := []Letter{{ID: "a"}, {ID: "changed"}, {ID: "b"}, {ID: "c"}}
		var failed []string
		for n, err := range NewOffers(&c, &c).Send(t.Context(), all) {
			if err != nil && fault.KindOf(err) == fault.Throttled {
				failed = append(failed, all[n].ID)
			}
		}
		if want := strings.ReplaceAll(tt.rung, "changed ", ""); strings.Join(c.rung, " ") != want || strings.Join(failed, " ") != tt.fails {
			t.Errorf("%s: rang for %v, failed %v", name, c.rung, failed)
		}
	}
}
