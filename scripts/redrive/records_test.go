package redrive

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
)

// standing is a dead letter that tells of records, in Lambda's words.
func standing(shard, first, last string, size int) string {
	return fmt.Sprintf(`{"requestContext":{"condition":"RetryAttemptsExhausted","approximateInvokeCount":11},"version":"1.0","KinesisBatchInfo":{"shardId":%q,
		"startSequenceNumber":%q,"endSequenceNumber":%q,"approximateArrivalOfFirstRecord":"2026-01-01T12:00:00.250Z","batchSize":%d,"streamArn":"arn:aws:kinesis:eu-west-2:1:stream/s"}}`, shard, first, last, size)
}

func TestRecordsArePutIntoTheirStreamAgain(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		put  string
		kind fault.Kind
		gone int // whether the letter is
	}{
		"all":                              {standing("shard", "98", "101", 3), "b@k98 c@k100 d@k101", "", 1},
		"one":                              {standing("shard", "101", "101", 1), "d@k101", "", 1},
		"to the end of the stream":         {standing("shard", "101", "103", 2), "d@k101 e@k103", "", 1},
		"what is left":                     {standing("shard", "10", "98", 3), "a@k97 b@k98", fault.Incomplete, 1},
		"none, as the stream forgot them":  {standing("shard", "10", "11", 2), "", fault.NotFound, 0},
		"none, as the shard is gone":       {standing("gone", "97", "98", 2), "", fault.NotFound, 0},
		"none, as the letter says nothing": {`{"some":"other message"}`, "", fault.Invalid, 0},
	} {
		c, cfg := newCloud(t)
		for n, number := range []string{"97", "98", "100", "101", "103"} {
			c.stream = append(c.stream, record{number, "k" + number, []byte{byte('a' + n)}})
		}
		c.letter(tt.body)
		dead := NewDeadRecords(cfg, "dead")
		got, err := Task{dead, NewRecords(cfg, atOnceWait), nothing}.Move(t.Context(), must(t, dead, 9))
		if err != nil || c.data(5) != tt.put || 1-len(c.dead) != tt.gone || got.Sent != tt.gone {
			t.Errorf("%s: put %q, %d letters left, %+v, %v", name, c.data(5), len(c.dead), got, err)
		}
		if tt.kind != "" && (len(got.Troubles) != 1 || fault.KindOf(got.Troubles[0].Err) != tt.kind) || tt.kind == "" && len(got.Troubles) > 0 {
			t.Errorf("%s: %v", name, got.Troubles)
		}
	}
}

func TestALetterSaysHowOldItsRecordsAre(t *testing.T) {
	c, cfg := newCloud(t)
	c.letter(standing("shard", "1", "2", 2))
	c.letter("+14155550132")
	found := must(t, NewDeadRecords(cfg, "dead"), 9)
	if found[0].Why != "RetryAttemptsExhausted after 11 tries" || !found[0].Since.Equal(noon.Add(-24*time.Hour+250*time.Millisecond)) {
		t.Errorf("%q, %s", found[0].Why, found[0].Since)
	}
	if strings.Contains(found[1].Why, "4155") || !found[1].Since.Equal(noon.Add(time.Hour)) {
		t.Errorf("%q, %s", found[1].Why, found[1].Since)
	}
}

func TestALetterStaysUntilAllItsRecordsAreThere(t *testing.T) {
	for name, breaks := range map[string]func(*cloud){
		"a record is refused":     func(c *cloud) { c.refuse = "b" },
		"records cannot be put":   func(c *cloud) { c.broken = "PutRecords" },
		"records cannot be read":  func(c *cloud) { c.broken = "GetRecords" },
		"the place is not to see": func(c *cloud) { c.broken = "GetShardIterator" },
	} {
		c, cfg := newCloud(t)
		c.stream = []record{{"1", "k", []byte("a")}, {"2", "k", []byte("b")}}
		c.letter(standing("shard", "1", "2", 2))
		breaks(c)
		dead := NewDeadRecords(cfg, "dead")
		got, err := Task{dead, NewRecords(cfg, atOnceWait), nothing}.Move(t.Context(), must(t, dead, 9))
		if err != nil || got.Sent != 0 || len(got.Troubles) != 1 || !strings.Contains(c.lie(), "shard") {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestAShardIsNotReadTooOften(t *testing.T) {
	c, cfg := newCloud(t)
	c.page = 1
	waited := time.Duration(0)
	for n := range 5 {
		c.stream = append(c.stream, record{strconv.Itoa(n + 1), "k", []byte("a")})
	}
	c.letter(standing("shard", "1", "4", 4))
	to := NewRecords(cfg, func(_ context.Context, d time.Duration) error { waited += d; return nil })
	if errs := to.Send(t.Context(), must(t, NewDeadRecords(cfg, "dead"), 9)); errs[0] != nil || c.asked["GetRecords"] != 4 || waited != 4*pause {
		t.Errorf("%v: read %d times, waited %s", errs, c.asked["GetRecords"], waited)
	}
}

func TestParkedRecordsGoBackToTheStream(t *testing.T) {
	c, cfg := newCloud(t)
	body := func(text string) func(context.Context) ([]byte, error) {
		return func(context.Context) ([]byte, error) { return []byte(text), nil }
	}
	c.refuse = "c"
	errs := NewStream(cfg, "arn").Send(t.Context(), []Letter{
		{ID: "1", Open: body("a")},
		{ID: "2", Open: func(context.Context) ([]byte, error) { return nil, fault.Errorf(fault.NotFound, "gone") }},
		{ID: "3", Open: body("c")}, {ID: "4", Open: body("d")},
	})
	var kinds []string
	for _, err := range errs {
		kinds = append(kinds, string(fault.KindOf(err)))
	}
	if c.data(0) != "a@1 d@4" || strings.Join(kinds, ",") != ",not_found,throttled," {
		t.Errorf("put %s, %v", c.data(0), kinds)
	}
}
