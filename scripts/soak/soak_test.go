package main

import (
	"bytes"
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
	if r.Contacts < played || r.Compared < 39*played || len(r.Drafts) < played/2 || r.Lines == 0 {
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

func TestALineThatTellsOfSomebodyIsNoticed(t *testing.T) {
	for line, want := range map[string]int{
		`{"msg":"contact shown","contact_id":"0f8fad5b-d9cb-469f-a165-70867728950e"}`: 0,
		`{"err":"no user soakagent.07@example.com"}`:                                  1,
		`{"to":"+12025550142"}`: 1, `{"name":"ZEPHYRINE0102"}`: 1, `{"disposition":"Jubilee 3"}`: 1, `{"notes":"Marzipan 12"}`: 1,
	} {
		l := &Logs{}
		if _, err := l.Write([]byte(line)); err != nil || len(l.Told) != want {
			t.Errorf("%s: %d", line, len(l.Told))
		}
	}
}
