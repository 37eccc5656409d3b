package forget

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/parked"
)

// tables are all that Tieline keeps, in memory.
type tables struct {
	contacts map[string]contact.Item
	bodies   map[string]string // parked
	entries  int               // of the index, that Forget finds
	forgot   []string
	erased   []string
	counted  []int
	broken   string // what fails
}

var errBroken = errors.New("broken")

func (t *tables) fails(what string) error {
	if t.broken == what {
		return errBroken
	}
	return nil
}

func (t *tables) Scan(_ context.Context, each func(contact.Item) bool) error {
	for _, id := range slices.Sorted(maps.Keys(t.contacts)) {
		if !each(t.contacts[id]) {
			break
		}
	}
	return t.fails("scan")
}

func (t *tables) Erase(_ context.Context, id string) (bool, error) {
	if err := t.fails(id); err != nil {
		return false, err
	}
	_, held := t.contacts[id]
	delete(t.contacts, id)
	t.erased = append(t.erased, id)
	return held, nil
}

func (t *tables) Forget(_ context.Context, keys, records []string) (int, error) {
	t.forgot = slices.Concat(keys, records)
	return t.entries, t.fails("index")
}

func (t *tables) CountErasure(ctx context.Context, contacts, entries, parked int) error {
	t.counted = []int{contacts, entries, parked}
	return ctx.Err()
}

// reading tells the table of contacts from the bucket: both can be read.
type reading struct{ *tables }

func (r reading) Read(_ context.Context, ids ...string) (found []contact.Item, err error) {
	for _, id := range ids {
		if i, there := r.contacts[id]; there {
			found = append(found, i)
		}
	}
	return found, r.fails("read")
}

type bucket struct{ *tables }

func (b bucket) List(_ context.Context, _ string, each func(parked.Message) bool) error {
	for _, key := range append(slices.Sorted(maps.Keys(b.bodies)), "gone/meanwhile") {
		if !each(parked.Message{Key: key}) {
			break
		}
	}
	return b.fails("list")
}

func (b bucket) Read(_ context.Context, key string) ([]byte, error) {
	body, there := b.bodies[key]
	if !there {
		return nil, fault.Errorf(fault.NotFound, "no object")
	}
	return []byte(body), b.fails(key)
}

func (b bucket) Remove(_ context.Context, key string) error {
	delete(b.bodies, key)
	return b.fails("remove")
}

// Some contacts: two of Ann, who calls from two numbers, and one of Bob.
const (
	first  = "5ca32fbd-8f92-46af-92a5-6b0f970f0ef1"
	second = "5ca32fbd-8f92-46af-92a5-6b0f970f0ef2"
	third  = "5ca32fbd-8f92-46af-92a5-6b0f970f0ef3"
	other  = "5ca32fbd-8f92-46af-92a5-6b0f970f0ef4"
	ann    = "0035g00000ABCDEAA2"
	annas  = "+14155550132"
	mobile = "+14155550133"
	bobs   = "+14155550199"
)

func after(previous string, i contact.Item) contact.Item {
	i.Record.PreviousID = previous
	return i
}

func world() *tables {
	called := func(id, number string, pop contact.Pop) contact.Item {
		var i contact.Item
		i.ID, i.Pop = id, pop
		i.Record = contact.Report{UpdatedAt: time.Now(), Details: contact.Details{CustomerEndpoint: number, NextID: other}}
		return i
	}
	return &tables{
		contacts: map[string]contact.Item{
			first:  called(first, annas, contact.Pop{Status: "HIT", Contact: ann, Account: "0015g00000ABCDEAA2"}),
			second: after(first, called(second, mobile, contact.Pop{Status: "HIT", Contact: ann})),
			third:  called(third, bobs, contact.Pop{Status: "HIT", Lead: "00Q5g00000ABCDEAA2"}),
		},
		bodies: map[string]string{
			"contact-events/1":    `{"detail":{"contactId":"` + first + `"}}`,
			"contact-events/2":    `{"detail":{"contactId":"` + third + `"}}`,
			"contact-records/3":   `{"CustomerEndpoint":{"Address":"+14155550132"`,
			"salesforce-events/4": `{"Phone":"(415) 555-0132"}`,
			"salesforce-events/5": `{"recordIds":["0035g00000ABCDE"]}`,
		},
		entries: 2,
	}
}

func (t *tables) task(p Person) Task {
	return Task{p, reading{t}, t, t, bucket{t}, t, func(string, int, int) {}}
}

func TestAPersonIsFoundWherever(t *testing.T) {
	for name, tt := range map[string]struct {
		person Person
		want   string
	}{
		"by a contact": {Person{Contact: first},
			"[ef1] [ef4] [+14155550132] [0035g00000ABCDEAA2] [contact-events/1 contact-records/3 salesforce-events/4 salesforce-events/5]"},
		"by a number": {Person{Number: annas},
			"[ef1] [ef4] [+14155550132] [0035g00000ABCDEAA2] [contact-events/1 contact-records/3 salesforce-events/4 salesforce-events/5]"},
		"by a record": {Person{Record: ann},
			"[ef1 ef2] [ef4] [+14155550132 +14155550133] [0035g00000ABCDEAA2] [contact-events/1 contact-records/3 salesforce-events/4 salesforce-events/5]"},
		"by a contact that nobody knows": {Person{Contact: other}, "[ef4] [] [] [] []"},
		"by a number that nobody knows":  {Person{Number: "+442079460018"}, "[] [] [+442079460018] [] []"},
		"by the account of a contact":    {Person{Record: "0015g00000ABCDEAA2"}, "[ef1] [ef4] [+14155550132] [0015g00000ABCDEAA2 0035g00000ABCDEAA2] [contact-events/1 contact-records/3 salesforce-events/4 salesforce-events/5]"},
	} {
		f, err := world().task(tt.person).Find(t.Context())
		got := strings.ReplaceAll(fmt.Sprint(f.Contacts, f.Linked, f.Keys, f.Records, f.Parked), "5ca32fbd-8f92-46af-92a5-6b0f970f0", "")
		if got != tt.want || err != nil {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}

// Each of these messages names the person in one way only.
func TestWhatIsParkedIsFoundByAllThatIsKnownOfAPerson(t *testing.T) {
	w := world()
	mail := w.contacts[second]
	mail.Record.Channel, mail.Record.CustomerEndpoint = email, "Ann@Mail.com"
	w.contacts[second] = mail
	w.bodies = map[string]string{"of the number": `"415 555 0132"`, "of the address": `"ann@mail.com"`, "of the record": `"` + ann + `"`, "of Bob": `"` + bobs + `"`}
	for person, want := range map[Person]string{
		{Contact: first}:  "[+14155550132] [of the number of the record]",
		{Contact: second}: "[mailto:ann@mail.com] [of the address of the record]",
		{Number: annas}:   "[+14155550132] [of the number of the record]",
		{Record: ann}:     "[+14155550132 mailto:ann@mail.com] [of the address of the number of the record]",
	} {
		f, err := w.task(person).Find(t.Context())
		if got := fmt.Sprint(f.Keys, f.Parked); got != want || err != nil {
			t.Errorf("%+v: %s, %v", person, got, err)
		}
	}
}

func TestWhatIsFoundIsErasedAndCounted(t *testing.T) {
	w := world()
	task := w.task(Person{Number: annas})
	f, err := task.Find(t.Context())
	if err != nil || len(w.contacts) != 3 || len(w.bodies) != 5 {
		t.Fatalf("looking left %d contacts, %d messages, %v", len(w.contacts), len(w.bodies), err)
	}
	e, err := task.Erase(t.Context(), f)
	if err != nil || e != (Erased{1, 2, 4}) || fmt.Sprint(w.counted) != "[1 2 4]" {
		t.Errorf("%+v, %v, counted %v", e, err, w.counted)
	}
	if len(w.contacts) != 2 || len(w.bodies) != 1 || fmt.Sprint(w.forgot) != "["+annas+" "+ann+"]" {
		t.Errorf("left %v, %v, forgot %v", w.contacts, w.bodies, w.forgot)
	}
}

func TestAContactThatNobodyKnowsIsErasedAllTheSame(t *testing.T) {
	w := world()
	w.entries = 0
	task := w.task(Person{Contact: other})
	f, _ := task.Find(t.Context()) // as above
	if e, err := task.Erase(t.Context(), f); err != nil || e != (Erased{}) || fmt.Sprint(w.erased) != "["+other+"]" || w.counted != nil {
		t.Errorf("%+v, %v: erased %v, counted %v", e, err, w.erased, w.counted)
	}
}

// The contacts lead to all else, so they may go only when it is gone.
func TestWhatWasErasedIsCountedThoughTheRestFails(t *testing.T) {
	for broken, counted := range map[string]string{"remove": "[]", "index": "[0 2 4]", first: "[0 2 4]"} {
		w := world()
		task := w.task(Person{Number: annas})
		f, err := task.Find(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		w.broken = broken
		if _, err := task.Erase(t.Context(), f); !errors.Is(err, errBroken) || fmt.Sprint(w.counted) != counted || len(w.contacts) != 3 {
			t.Errorf("%s: %v, counted %v, left %d contacts", broken, err, w.counted, len(w.contacts))
		}
	}
}

func TestWhoCannotLookEverywhereFindsNothing(t *testing.T) {
	for broken, p := range map[string]Person{"scan": {Number: annas}, "read": {Contact: first}, "list": {Contact: first}, "contact-events/2": {Contact: first}} {
		w := world()
		w.broken = broken
		if _, err := w.task(p).Find(t.Context()); !errors.Is(err, errBroken) {
			t.Errorf("%s: %v", broken, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	task, steps := world().task(Person{Number: annas}), 0
	task.Show = func(string, int, int) { steps++ }
	if _, err := task.Find(ctx); !errors.Is(err, context.Canceled) || steps != 1 {
		t.Errorf("stopped: %v after %d steps", err, steps)
	}
}

func TestProgressIsShownOfEachPart(t *testing.T) {
	w := world()
	task := w.task(Person{Number: annas})
	var got []string
	task.Show = func(part string, done, total int) { got = append(got, fmt.Sprintf("%s %d/%d", part, done, total)) }
	f, err := task.Find(t.Context())
	if _, erased := task.Erase(t.Context(), f); err != nil || erased != nil {
		t.Fatal(err, erased)
	}
	want := "contacts 1/0,contacts 2/0,contacts 3/0,parked 6/6,erase 0/5,erase 1/5,erase 2/5,erase 3/5,erase 4/5,erase 5/5"
	if strings.Join(got, ",") != want {
		t.Errorf("%v", got)
	}
}
