package dynamo

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

var learnedAt = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// learned is a table that has learned of two agents, of whom one is no user of
// Salesforce, and of two queues, of which one has no name; all at learnedAt.
func learned(t *testing.T, linked bool, now time.Time) (*Directory, *[]string) {
	at := fmt.Sprintf(`"keptAt":{"N":"%d"}`, learnedAt.UnixMilli())
	operations, asked := operationsOver(t, answer{200, `{"Responses":{"operations":[
		{"name":{"S":"agent#a1"},"username":{"S":"ann"},"user":{"S":"005A"},` + at + `},
		{"name":{"S":"agent#a2"},"username":{"S":"bob"},` + at + `},
		{"name":{"S":"queue#q1"},"queueName":{"S":"Service"},` + at + `},
		{"name":{"S":"queue#q2"},` + at + `}]}}`})
	d := NewDirectory(operations, func() time.Time { return now })
	d.Linked = linked
	return d, asked
}

func TestWhoWasLearnedTooLongAgoServesUntilSomebodyAsksAnew(t *testing.T) {
	ann, bob := contact.Agent{Username: "ann", User: "005A"}, contact.Agent{Username: "bob"}
	who := contact.IDs{Agents: []string{"a1", "a2", "a3"}, Queues: []string{"q1", "q2", "q3"}}
	every := contact.Names{Agents: map[string]contact.Agent{"a1": ann, "a2": bob}, Queues: map[string]string{"q1": "Service", "q2": ""}}
	none := contact.Names{Agents: map[string]contact.Agent{}, Queues: map[string]string{}}
	withoutBob := contact.Names{Agents: map[string]contact.Agent{"a1": ann}, Queues: every.Queues}
	all := contact.IDs{Agents: []string{"a1", "a2"}, Queues: []string{"q1", "q2"}}
	for name, tt := range map[string]struct {
		after  time.Duration
		linked bool
		known  contact.Names
		old    contact.IDs
	}{
		"all but an hour":                {time.Hour - 1, true, every, contact.IDs{}},
		"an hour":                        {time.Hour, true, withoutBob, contact.IDs{Agents: []string{"a2"}}},
		"an hour, and nobody is a user":  {time.Hour, false, every, contact.IDs{}},
		"a day":                          {24 * time.Hour, true, none, all},
		"all but a day, nobody's a user": {24*time.Hour - 1, false, every, contact.IDs{}},
	} {
		tt.known.Linked = tt.linked
		d, asked := learned(t, tt.linked, learnedAt.Add(tt.after))
		found, old, err := d.Look(t.Context(), who)
		if found.Linked = false; !reflect.DeepEqual(found, every) || !reflect.DeepEqual(old, tt.old) || err != nil {
			t.Errorf("%s: found %+v, old %+v, %v", name, found, old, err)
		}
		if known, err := d.Known(t.Context(), who); !reflect.DeepEqual(known, tt.known) || err != nil {
			t.Errorf("%s: known are %+v, %v", name, known, err)
		}
		if strings.Count((*asked)[0], `{"name":{"S":"`) != 6 || strings.Contains((*asked)[0], "Consistent") {
			t.Errorf("%s: asked %v", name, *asked)
		}
	}
}

func TestMoreNamesThanOneCallTakesAreAskedForInSeveral(t *testing.T) {
	d, asked := learned(t, true, learnedAt)
	var who contact.IDs
	for n := range 150 {
		who.Agents = append(who.Agents, fmt.Sprint("a", n))
	}
	if _, err := d.Known(t.Context(), who); err != nil || len(*asked) != 2 {
		t.Errorf("%d calls, %v", len(*asked), err)
	}
	if _, err := d.Known(t.Context(), contact.IDs{}); err != nil || len(*asked) != 2 {
		t.Errorf("of nobody: %d calls, %v", len(*asked), err)
	}
}

func TestNamesThatCannotBeHad(t *testing.T) {
	for name, tt := range map[string]struct {
		answer answer
		want   fault.Kind
	}{
		"over the capacity":  {answer{200, `{"Responses":{},"UnprocessedKeys":{"operations":{"Keys":[{"name":{"S":"agent#a1"}}]}}}`}, fault.Throttled},
		"down":               {answer{500, `{}`}, fault.Unavailable},
		"one that is broken": {answer{200, `{"Responses":{"operations":[{"name":{"S":"agent#a1"},"keptAt":{"S":"noon"}}]}}`}, fault.Unknown},
	} {
		operations, _ := operationsOver(t, tt.answer)
		_, err := NewDirectory(operations, time.Now).Known(t.Context(), contact.IDs{Agents: []string{"a1"}})
		if fault.KindOf(err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsLearnedIsKeptWithItsTime(t *testing.T) {
	for name, tt := range map[string]struct {
		keep func(*Directory) error
		want []string
	}{
		"an agent": {func(d *Directory) error {
			return d.KeepAgent(t.Context(), "a1", contact.Agent{Username: "ann", User: "005A"})
		}, []string{`"name":{"S":"agent#a1"}`, `"username":{"S":"ann"}`, `"user":{"S":"005A"}`}},
		"nobody any more": {func(d *Directory) error { return d.KeepAgent(t.Context(), "a1", contact.Agent{}) },
			[]string{`"name":{"S":"agent#a1"}`}},
		"a queue": {func(d *Directory) error { return d.KeepQueue(t.Context(), "q1", "Service") },
			[]string{`"name":{"S":"queue#q1"}`, `"queueName":{"S":"Service"}`}},
	} {
		operations, asked := operationsOver(t, answer{200, `{}`})
		err := tt.keep(NewDirectory(operations, func() time.Time { return learnedAt }))
		holds(t, name, *asked, err, append(tt.want, "PutItem ", `"keptAt":{"N":"1767355200000"}`)...)
	}
}

// holds expects one call that was asked without an error and holds all parts.
func holds(t *testing.T, name string, asked []string, err error, parts ...string) {
	t.Helper()
	if err != nil || len(asked) != 1 {
		t.Errorf("%s: asked %v, %v", name, asked, err)
		return
	}
	for _, part := range parts {
		if !strings.Contains(asked[0], part) {
			t.Errorf("%s: %s is not in %s", name, part, asked[0])
		}
	}
}
