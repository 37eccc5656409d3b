package world

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/salesforce/salesforcetest"
)

// judged is a world with an org in which one answered call stands as it must,
// and that call.
func judged(t *testing.T, how Break) (*World, []*Call) {
	t.Helper()
	schema, err := salesforcetest.LoadProject(os.DirFS("../../salesforce"))
	if err != nil {
		t.Fatal(err)
	}
	o := &org{Org: salesforcetest.New(schema, time.Now)}
	truth := second.Truth
	truth.ID, truth.InitialID, truth.PreviousID = "c2", "c2", ""
	w := &World{Org: o.Org, org: o, follower: newFollower(o), options: Options{Break: how}}
	w.sabotage = &sabotage{how: how, tell: func(string) {}}
	w.users, err = hire(o)
	if err != nil {
		t.Fatal(err)
	}
	w.desks = &desks{org: o, users: w.users, tell: func(line string) { t.Error(line) }, at: map[string]desk{}}
	w.desks.take(connecttest.Taken{ID: truth.ID, Agent: truth.AgentUsername, Method: truth.Method, Attributes: map[string]string{"tieline_matchStatus": "ANON"}})
	w.desks.wrapUp(truth.ID, w.users[truth.AgentUsername], 1)
	call := &Call{Kind: connecttest.Known, pop: Pop{Status: "ANON"}, Played: connecttest.Played{
		Contacts: []connecttest.Truth{truth}, End: connecttest.Queued,
		Answer:     map[string]string{"matchStatus": "ANON", "tookMs": "41"},
		Attributes: map[string]string{"tieline_matchStatus": "ANON"},
	}}
	right := map[string]any{}
	for _, f := range fields {
		switch v := f.want(w.expectation(call, 0)).(type) {
		case nil, anyAnswer: // computed
		case anyVersion:
			right[f.name] = 7
		case time.Time:
			right[f.name] = v.Format(time.RFC3339)
		default:
			right[f.name] = v
		}
	}
	if _, err := o.Upsert(interaction, contactID, truth.ID, right); err != nil {
		t.Fatal(err)
	}
	return w, []*Call{call}
}

func TestTheVerdict(t *testing.T) {
	for name, tt := range map[string]struct {
		how   Break
		spoil func(*World) error
		says  []string // fields that differ
	}{
		"all is right":          {},
		"another agent":         {how: SwapAgent, says: []string{"Agent_Username__c"}},
		"a second record":       {how: Double, says: []string{"records"}},
		"a record of no call":   {spoil: seedStray, says: []string{"records"}},
		"an agent's wrap-up":    {spoil: overwrite("Disposition__c", "Sold"), says: []string{"Disposition__c"}},
		"a record still draft":  {spoil: overwrite("Record_State__c", "Draft"), says: []string{"Record_State__c"}},
		"a time that is gone":   {spoil: overwrite("Closed_At__c", nil), says: []string{"Closed_At__c"}},
		"a second too much":     {spoil: overwrite("Talk_Seconds__c", 251), says: []string{"Talk_Seconds__c"}},
		"a customer of nowhere": {spoil: overwrite("Screen_Pop__c", "HIT"), says: []string{"Screen_Pop__c"}},
	} {
		t.Run(name, func(t *testing.T) {
			w, calls := judged(t, tt.how)
			if tt.spoil != nil {
				if err := tt.spoil(w); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.sabotage.spoil(w.org, calls); err != nil {
				t.Fatal(err)
			}
			v := w.verdict(calls)
			var says []string
			for _, d := range v.Differences {
				says = append(says, d.Field)
				if d.Contact != "c2" && d.Contact != "stray" || strings.Contains(d.String(), "ada") {
					t.Errorf("says %s", d)
				}
			}
			if !slices.Equal(says, tt.says) || v.Calls != 1 || v.Contacts != 1 || tt.says == nil && v.Compared != len(fields)+9 {
				t.Errorf("%+v, want %v", v, tt.says)
			}
		})
	}
}

func seedStray(w *World) error {
	_, err := w.Org.Seed(interaction, map[string]any{contactID: "stray"})
	return err
}

func overwrite(field string, value any) func(*World) error {
	return func(w *World) error {
		id, _ := w.org.interactions("c2")[0]["Id"].(string)
		return w.Org.Overwrite(id, map[string]any{field: value})
	}
}

func TestABreakThatFindsNoContactFails(t *testing.T) {
	w, _ := judged(t, SwapAgent)
	if err := w.sabotage.spoil(w.org, nil); err == nil {
		t.Error("nothing was broken, and nobody says so")
	}
}

func TestAnAnswerLaterThanItsBudgetIsADifference(t *testing.T) {
	w, calls := judged(t, "")
	for _, took := range []time.Duration{budget + overhead, time.Millisecond} {
		w.answered(took)
	}
	if v := w.verdict(calls); len(v.Differences) != 0 || v.Slowest != budget+overhead {
		t.Errorf("%+v", v)
	}
	w.answered(budget + overhead + 1)
	if v := w.verdict(calls); len(v.Differences) != 1 || v.Differences[0].Field != "slowest answer" {
		t.Errorf("%+v", v)
	}
}

func TestTheVerdictIsOfTasksAndAnsweredContactsToo(t *testing.T) {
	for want, spoil := range map[string]func(*World) error{
		"tasks of no contact": func(w *World) error {
			_, err := w.Org.Duplicate(w.org.interactions("c2")[0]["Follow_Up_Task_Id__c"].(string))
			return err
		},
		"answered contacts that were wrapped up": overwrite("Wrap_Up_At__c", nil),
	} {
		w, calls := judged(t, "")
		w.desks.wrapUp("c2", w.users["ada"], 5) // with a follow-up
		before := w.standing(calls)
		if err := spoil(w); err != nil {
			t.Fatal(err)
		}
		v := w.standing(calls)
		if is := func(d Difference) bool { return d.Field == want }; len(before.Differences) > 0 || !slices.ContainsFunc(v.Differences, is) {
			t.Errorf("%s: %v, before %v", want, v.Differences, before.Differences)
		}
	}
}

func TestAPopOfWhichTheDeskTellsNoTimeIsADifference(t *testing.T) {
	e := Expectation{Truth: connecttest.Truth{AgentARN: "a"}, Left: Pop{Status: "HIT", Lead: "00Q000000000001AAA"}}
	if e.Desk.popped = map[string]any{"Desk_Pop__c": opened}; equal(deskTime(e), nil) {
		t.Error("nobody misses it")
	}
}
