package forget

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"tieline/shared/caller"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/parked"
)

// contacts are those of the person. By a number or a record they are found only by
// reading all there are: no index of the table holds a person.
func (t Task) contacts(ctx context.Context) (found []contact.Item, err error) {
	if t.Person.Contact != "" {
		return t.Contacts.Read(ctx, t.Person.Contact)
	}
	trace, read := newTrace(t.found(nil)), 0
	var odd error
	err = t.Contacts.Scan(ctx, func(i contact.Item) bool {
		var held bool
		if held, odd = holds(i, trace); held {
			found = append(found, i)
		}
		read++
		t.Show("contacts", read, 0)
		return odd == nil && ctx.Err() == nil
	})
	if err == nil {
		err = odd
	}
	if err == nil {
		err = ctx.Err()
	}
	return found, err
}

// holds looks at all that an item says, so that no field can be forgotten.
func holds(i contact.Item, t trace) (bool, error) {
	text, err := json.Marshal(struct {
		State contact.State
		Pop   contact.Pop
	}{i.State, i.Pop})
	if err != nil {
		return false, fmt.Errorf("look at contact %s: %w", i.ID, err)
	}
	return t.in(text), nil
}

// atOnce is how many messages are read side by side.
const atOnce = 8

// parked are the keys of the messages in which there is a trace.
func (t Task) parked(ctx context.Context, trace trace) (found []string, err error) {
	var keys []string
	done := 0
	err = t.Parked.List(ctx, "", func(m parked.Message) bool {
		keys = append(keys, m.Key)
		return true
	})
	if err != nil {
		return nil, err
	}
	for some := range slices.Chunk(keys, atOnce) {
		held := make([]bool, len(some))
		group, sideBySide := errgroup.WithContext(ctx)
		for n, key := range some {
			group.Go(func() (err error) {
				held[n], err = t.speaks(sideBySide, key, trace)
				return err
			})
		}
		if err := group.Wait(); err != nil {
			return nil, err
		}
		for n, key := range some {
			if held[n] {
				found = append(found, key)
			}
		}
		done += len(some)
		t.Show("parked", done, len(keys))
	}
	return found, nil
}

// speaks reports whether there is a trace in a message. One that is gone
// meanwhile holds none.
func (t Task) speaks(ctx context.Context, key string, trace trace) (bool, error) {
	body, err := t.Parked.Read(ctx, key)
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return trace.in(body), err
}

// key names the customer's end of a contact in the index, as the screen pop looked
// for it. It is "" for what is nobody's number or address.
func key(v contact.View) string {
	clue, _ := caller.Hint{Endpoint: v.CustomerEndpoint, Mail: v.Channel == email}.Read("")
	return clue.Key()
}

// email is the channel whose endpoints are e-mail addresses (Amazon Connect API
// reference, Contact, Channel).
const email = "EMAIL"
