package handler

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/sla"
)

func TestAQueueBelowTargetIsInBreachUntilItIsNot(t *testing.T) {
	w := newWorld()
	w.queues, w.known = []string{"q1"}, map[string]string{"q1": "Support"}
	w.fakeContacts.of["q1"] = missed(noon.Add(-time.Second))
	if _, err := w.run(t, noon); err != nil {
		t.Fatal(err)
	}
	if w.put(noon, "all")["SlaBreached"] != 1 || w.put(noon, "all")["ServiceLevel"] != 50 || w.put(noon, "all")["ServiceLevelHeadroom"] != -30 {
		t.Errorf("put %v", w.put(noon, "all"))
	}
	w.fakeContacts.of["q1"] = nil
	over := noon.Add(time.Minute)
	if _, err := w.run(t, over); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.taken, ", "); got != "sla.breached.v1 q1@2026-01-05T12:00:00Z, sla.recovered.v1 q1@2026-01-05T12:00:00Z" {
		t.Errorf("told %s", got)
	}
	if _, known := w.put(over, "all")["ServiceLevel"]; known || w.put(over, "all")["SlaBreached"] != 0 {
		t.Errorf("put %v", w.put(over, "all"))
	}
	if last := w.rows[len(w.rows)-1]; len(w.rows) != 2 || !last.ClosedAt.Equal(over) || last.Worst != 50 || last.Hurt != 1 {
		t.Errorf("kept %+v", w.rows)
	}
	if len(w.book.Pending) > 0 || !w.book.Minute.Equal(over) {
		t.Errorf("the book has %d notices, of minute %s", len(w.book.Pending), w.book.Minute)
	}
}

func TestADoubledRunChangesAndPublishesNothing(t *testing.T) {
	w := newWorld()
	w.queues = []string{"q1"}
	w.fakeContacts.of["q1"] = missed(noon.Add(-time.Second))
	if _, err := w.run(t, noon); err != nil {
		t.Fatal(err)
	}
	book, keeps, puts, taken := w.book, w.keeps, w.puts, len(w.taken)
	for _, again := range []time.Time{noon, noon.Add(-time.Minute)} {
		log, err := w.run(t, again)
		if err != nil || !reflect.DeepEqual(w.book, book) || w.keeps != keeps || w.puts != puts || len(w.taken) != taken {
			t.Errorf("%s: book %+v, kept %d times, put %d, told %d: %v", again, w.book, w.keeps, w.puts, len(w.taken), err)
		}
		if !strings.Contains(log, `"MinutesEvaluated":0,"QueuesEvaluated":0`) || strings.Contains(log, "WARN") {
			t.Errorf("logged %s", log)
		}
	}
}

func TestARunWhoseReplyWasLostGoesOn(t *testing.T) {
	w := newWorld()
	w.queues, w.lost = []string{"q1"}, true
	log, err := w.run(t, noon)
	if err != nil || w.keeps != 1 || w.puts == 0 || !strings.Contains(log, `"MinutesEvaluated":1`) {
		t.Errorf("kept %d times, put %d: %v, %s", w.keeps, w.puts, err, log)
	}
}

func TestWhoIsSlowerStopsQuietly(t *testing.T) {
	w := newWorld()
	w.queues, w.other = []string{"q1"}, noon
	w.fakeContacts.of["q1"] = missed(noon.Add(-time.Second))
	log, err := w.run(t, noon)
	if err != nil || w.keeps != 0 || w.puts != 0 || len(w.taken) != 0 || len(w.rows) != 0 {
		t.Errorf("kept %d times, put %d, told %v: %v", w.keeps, w.puts, w.taken, err)
	}
	if !strings.Contains(log, `"another run was faster"`) || !strings.Contains(log, `"MinutesEvaluated":0`) || strings.Contains(log, "WARN") {
		t.Errorf("logged %s", log)
	}
}

func TestABookThatCannotBeKeptFailsTheRunAndNothingIsTold(t *testing.T) {
	w := newWorld()
	w.fakeTable.err = fault.Errorf(fault.Throttled, "slow down")
	if _, err := w.run(t, noon); fault.KindOf(err) != fault.Throttled || w.puts != 0 {
		t.Errorf("put %d times: %v", w.puts, err)
	}
}

func TestAMinuteIsDoneForAllQueuesOrNone(t *testing.T) {
	w := newWorld()
	w.queues = []string{"q1", "q2", "q3"}
	w.fakeContacts.of["q1"] = missed(noon.Add(-time.Second))
	w.fakeContacts.err = map[string]error{"q2": fault.Errorf(fault.Throttled, "slow down")}
	log, err := w.run(t, noon)
	if fault.KindOf(err) != fault.Throttled || !strings.Contains(err.Error(), "queue q2") || w.keeps != 0 || w.puts != 0 || len(w.taken) != 0 {
		t.Fatalf("kept %d times, put %d, told %v: %v", w.keeps, w.puts, w.taken, err)
	}
	if !strings.Contains(log, `"MinutesEvaluated":0,"QueuesEvaluated":0`) {
		t.Errorf("logged %s", log)
	}
	w.fakeContacts.err = nil
	w.book.Minute = noon.Add(-time.Minute) // as an earlier run left it
	if _, err := w.run(t, noon.Add(time.Minute)); err != nil || w.puts != 2 || len(w.taken) != 1 || w.put(noon, "all")["SlaBreached"] != 1 {
		t.Errorf("put %d times, told %v: %v", w.puts, w.taken, err)
	}
}

func TestWithoutParametersNothingIsEvaluated(t *testing.T) {
	w := newWorld()
	w.unread = fault.Errorf(fault.Unavailable, "down")
	if _, err := w.run(t, noon); fault.KindOf(err) != fault.Unavailable || w.keeps != 0 || w.puts != 0 {
		t.Errorf("kept %d times, put %d: %v", w.keeps, w.puts, err)
	}
}

func TestAQueueOfTheBookIsFollowedThoughNobodyHeardOfIt(t *testing.T) {
	w := newWorld()
	w.book = sla.Book{Minute: noon.Add(-time.Minute), Watches: map[string]sla.Watch{
		"q9": {At: noon.Add(-time.Minute), Minutes: 1, Open: &sla.Breach{Queue: "q9", OpenedAt: noon.Add(-time.Minute)}},
	}}
	if _, err := w.run(t, noon); err != nil || len(w.taken) != 1 || w.book.Watches["q9"].Open != nil {
		t.Errorf("told %v, book %+v: %v", w.taken, w.book, err)
	}
}

func TestAPanicFailsTheRunAndQuotesNothing(t *testing.T) {
	for name, broken := range map[string]func(*Parts){
		"publishing": func(p *Parts) { p.Published = nil },
		"telling":    func(p *Parts) { p.Bus = nil },
		"reading":    func(p *Parts) { p.Contacts = nil },
	} {
		w := pending(episode("q1"))
		w.queues, w.now = []string{"q1"}, noon.Add(2*time.Minute)
		p := w.parts()
		broken(&p)
		var err error
		log := logged(func() { _, err = New(p)(t.Context(), json.RawMessage(`{"time":"2026-01-05T12:02:00Z"}`)) })
		if fault.KindOf(err) != fault.Unknown || !strings.HasPrefix(err.Error(), "panic in tieline/functions/sla-evaluator/handler") {
			t.Errorf("%s: error %v, logged %s", name, err, log)
		}
	}
}
