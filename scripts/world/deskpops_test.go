package world

import (
	"net/http/httptest"
	"testing"

	"tieline/shared/amazonconnect/connecttest"
)

func TestADeskReportsWhatItShows(t *testing.T) {
	w, _ := judged(t, "")
	server := httptest.NewServer(w.Org)
	defer server.Close()
	w.org.url = server.URL
	known, err := w.Org.Seed("Contact", map[string]any{"LastName": "Somebody"})
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		left     map[string]string
		result   any
		measured bool
	}{
		"one who is known":      {map[string]string{"tieline_matchStatus": "HIT", "tieline_recordId": known}, "Opened", true},
		"one who was deleted":   {map[string]string{"tieline_matchStatus": "HIT", "tieline_recordId": "003000000000999AAA"}, "Failed", false},
		"one of two":            {map[string]string{"tieline_matchStatus": "MULTI", "tieline_candidates": known + ",00Q000000000001AAA"}, "Candidates", true},
		"one of none":           {map[string]string{"tieline_matchStatus": "MULTI", "tieline_candidates": " , "}, "Nothing", false},
		"a hit of nobody":       {map[string]string{"tieline_matchStatus": "HIT"}, "Nothing", false},
		"a stranger":            {map[string]string{"tieline_matchStatus": "NONE"}, "Nothing", false},
		"a look-up that failed": {map[string]string{"tieline_matchStatus": "DEGRADED"}, "Nothing", false},
		"nobody looked":         {nil, nil, false},
	} {
		w.desks.take(connecttest.Taken{ID: name, Agent: "grace", Method: "INBOUND", Attributes: tt.left})
		var r map[string]any
		if all := w.org.interactions(name); len(all) > 0 {
			r = all[0]
		}
		took, measured := r["Desk_Pop_Ms__c"].(float64)
		if r["Desk_Pop__c"] != tt.result || measured != tt.measured || took < 0 || took > float64(opening.Milliseconds()) {
			t.Errorf("%s: Salesforce holds %v", name, r)
		}
		if tt.result != nil && r["OwnerId"] != w.users["grace"] {
			t.Errorf("%s: the record is %v's", name, r["OwnerId"])
		}
	}
}

func TestASupervisorWhoListensIsShownNothing(t *testing.T) {
	w, _ := judged(t, "")
	w.desks.take(connecttest.Taken{ID: "m1", Agent: "ada", Method: "MONITOR", Attributes: map[string]string{"tieline_matchStatus": "ANON"}})
	for _, step := range habits {
		w.desks.watch("m1", step)
	}
	if all := w.org.interactions("m1"); len(all) > 0 {
		t.Errorf("Salesforce holds %v", all)
	}
}

func TestWhatIsLeftForADesk(t *testing.T) {
	const told, lost = "HIT", degraded
	for name, tt := range map[string]struct {
		kind  connecttest.Kind
		told  []string // matchStatus that the flow of each contact was told; "" if it did not ask
		of    int
		want  string
		fault bool
	}{
		"the first":                             {connecttest.Known, []string{told}, 0, "HIT", false},
		"an agent called":                       {connecttest.Outbound, []string{""}, 0, "", false},
		"transferred, and found again":          {connecttest.Transferred, []string{told, told}, 1, "HIT", false},
		"transferred, and not looked up again":  {connecttest.Transferred, []string{told, lost}, 1, "HIT", true},
		"transferred, and found only then":      {connecttest.Transferred, []string{lost, told}, 1, "HIT", true},
		"called back":                           {connecttest.Callback, []string{told, ""}, 1, "HIT", false},
		"called back, and never found":          {connecttest.Callback, []string{lost, ""}, 1, degraded, true},
		"never found, although nothing was bad": {connecttest.Known, []string{lost}, 0, "HIT", false},
	} {
		w, _ := judged(t, "")
		c := &Call{Kind: tt.kind, pop: Pop{Status: "HIT", Lead: "00Q000000000001AAA"}}
		for n, status := range tt.told {
			contact := connecttest.Truth{ID: name + string(rune('0'+n))}
			if status != "" {
				contact.Answer = map[string]string{"matchStatus": status}
			}
			c.Contacts = append(c.Contacts, contact)
			if tt.fault {
				w.follower.watch(contact.ID, connecttest.Initiated)
				w.failing(searchCall)
				w.follower.watch(contact.ID, connecttest.FlowPlayed)
			}
		}
		if got := w.left(c, tt.of); got.Status != tt.want || (got.record() != "") != (tt.want == "HIT") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
