package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// play soaks so many contacts.
func play(t *testing.T, contacts int, change ...func(*Options)) Result {
	t.Helper()
	root, err := root()
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Root: root, Contacts: contacts, Seed: 1, Faults: All, Store: inMemory, Progress: func(string) {}}
	for _, f := range change {
		f(&o)
	}
	r, err := soak(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryContactReachesSalesforceOnceWhateverGoesWrong(t *testing.T) {
	r := play(t, played)
	var said bytes.Buffer
	if !report(&said, []string{"faults"}, []Result{r}) {
		t.Error(said.String())
	}
	if r.Contacts < played || r.Compared < 39*played || len(r.Drafts) < played/2 || r.Lines == 0 || r.Late == 0 || r.Undated == 0 && played >= 2000 {
		t.Errorf("hardly anything was played:\n%s", &said)
	}
}

func TestASeedRepeatsARun(t *testing.T) {
	one, same := play(t, 200), play(t, 200)
	if one.Digest != same.Digest || one.Counts != same.Counts || one.Calls != same.Calls {
		t.Errorf("%s with %+v and %d calls, then %s with %+v and %d calls", one.Digest, one.Counts, one.Calls, same.Digest, same.Counts, same.Calls)
	}
	if other := play(t, 200, func(o *Options) { o.Seed = 2 }); other.Digest == one.Digest {
		t.Error("another seed plays the same")
	}
}

func TestWhatIsBrokenIsNoticed(t *testing.T) {
	for how := range breaks {
		r := play(t, 100, func(o *Options) { o.Break, o.Faults = how, Faults{} })
		if r.Lost+r.Doubled+r.Wrong != 1 || !r.Bad() {
			t.Errorf("%s: %d lost, %d doubled, %d wrong", how, r.Lost, r.Doubled, r.Wrong)
		}
	}
}

func TestALateRequestIsDoneThoughItsSessionHasEnded(t *testing.T) {
	root, err := root()
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSoak(Options{Root: root, Contacts: 1, Seed: 1, Store: inMemory, Progress: func(string) {}})
	if err != nil {
		t.Fatal(err)
	}
	body := []byte(`{"allOrNone":false,"records":[{"attributes":{"type":"Tieline_Interaction__c"},"Connect_Contact_Id__c":"late","Sync_Version__c":7}]}`)
	at := orgURL.JoinPath("services/data/v67.0/composite/sobjects", interaction, contactID).String()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPatch, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer of a session that has ended")
	s.org.late(req, body)
	if s.org.Late != 1 || s.org.seen.held["late"].version != 7 {
		t.Errorf("%d done, seen: %v", s.org.Late, s.org.seen.held)
	}
}

// unfenced is the org's metadata without the rule that keeps what is older from
// what is newer.
func unfenced(t *testing.T, o *Options) {
	t.Helper()
	o.Source = t.TempDir()
	if err := os.CopyFS(o.Source, os.DirFS(filepath.Join(o.Root, source))); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(o.Source, "objects", interaction, "validationRules", "Sync_Version_Fence.validationRule-meta.xml")); err != nil {
		t.Fatal(err)
	}
}

func TestWithoutTheFenceOlderReplacesNewer(t *testing.T) {
	if played < 1500 {
		t.Skip("with the race detector too few contacts are played to tell")
	}
	r := play(t, 1500, func(o *Options) { unfenced(t, o) })
	if r.Older == 0 || report(&bytes.Buffer{}, []string{"faults"}, []Result{r}) {
		t.Errorf("%d records were offered late, %d went back, and %d are wrong", r.Late, r.Older, r.Wrong)
	}
}

func TestALineThatTellsOfSomebodyIsNoticed(t *testing.T) {
	for line, want := range map[string]int{
		`{"msg":"contact shown","contact_id":"0f8fad5b-d9cb-469f-a165-70867728950e"}`:                     0,
		`{"err":"no user soakagent.07@example.com"}`:                                                      1,
		`{"at":"2026-03-02T21:25:55.01Z","took":20255501423,"id":"20255501-4aaa-469f-a165-708081555012"}`: 0,
		`{"to":"+12025550142"}`: 1, `{"to":"(202) 555-0142"}`: 1, `{"err":"no such 2025550142"}`: 1, `{"to":"001 808.555.01.99"}`: 1,
		`{"to":"tel:011-1-415-555-0100"}`: 1, `{"to":"+442079460000"}`: 1, `{"to":"020 7946 0077"}`: 1,
		`{"name":"ZEPHYRINE0102"}`: 1, `{"disposition":"Jubilee 3"}`: 1, `{"notes":"Marzipan 12"}`: 1,
	} {
		l := &Logs{}
		if _, err := l.Write([]byte(line)); err != nil || len(l.Told) != want {
			t.Errorf("%s: %d", line, len(l.Told))
		}
	}
}
