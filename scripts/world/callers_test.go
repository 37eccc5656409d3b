package world

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	domain "tieline/shared/caller" // this package has callers of its own
	index "tieline/shared/dynamo/callers"
	"tieline/shared/fault"
	"tieline/shared/names"
)

// indexing is one test's part of the index: its own keys and records, and a time
// that it counts seconds from.
type indexing struct {
	*testing.T
	ctx   context.Context
	table *index.Table
	own   string
	began time.Time
}

func (x indexing) at(second int) time.Time { return x.began.Add(time.Duration(second) * time.Second) }

func (x indexing) entry(key string, second int, records ...string) domain.Entry {
	e := domain.Entry{Key: x.own + key, Scope: "scope", Status: domain.None, Count: len(records), FilledAt: x.at(second)}
	for _, id := range records {
		e.Status = domain.Hit
		e.Records = append(e.Records, domain.Record{Object: "Contact", ID: x.own + id, Name: "Ann"})
	}
	return e
}

// indexCall is one call; ones that change name keys or records, others fill.
type indexCall struct {
	second  int
	keys    []string // changed
	records []string // changed or, if there is a key to fill, found
	fill    string
	refused bool
}

func (x indexing) take(s indexCall) {
	x.Helper()
	if s.fill == "" {
		x.change(s.second, s.keys, s.records)
		return
	}
	err := x.table.Fill(x.ctx, x.entry(s.fill, s.second, s.records...))
	if refused := fault.KindOf(err) == fault.Conflict; refused != s.refused || err != nil && !refused {
		x.Errorf("the fill of second %d: %v", s.second, err)
	}
}

// change returns how many keys were marked.
func (x indexing) change(second int, keys, records []string) int {
	x.Helper()
	mine := func(all []string) (own []string) {
		for _, s := range all {
			own = append(own, x.own+s)
		}
		return own
	}
	marked, err := x.table.Invalidate(x.ctx, x.at(second), mine(keys), mine(records))
	if err != nil {
		x.Errorf("the change of second %d: %v", second, err)
	}
	return marked
}

// holds expects an entry that was found and changed at those seconds, 0 for never.
func (x indexing) holds(key string, found, changed int) {
	x.Helper()
	seconds := func(t time.Time) int {
		if t.IsZero() {
			return 0
		}
		return int(t.Sub(x.began).Seconds())
	}
	e, err := x.table.Read(x.ctx, x.own+key)
	if err != nil || seconds(e.FilledAt) != found || seconds(e.ChangedAt) != changed || (e.Status != "") != (found > 0) {
		x.Errorf("%s was found at second %d and changed at %d, want %d and %d: %+v, %v", key, seconds(e.FilledAt), seconds(e.ChangedAt), found, changed, e, err)
	}
}

// testCallers fills and invalidates the index in a real table: its rules stand in
// condition expressions, which no unit test runs.
func testCallers(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	table := index.New(w.AWS, w.Outputs.CallersTable)
	began := time.Now().UTC().Truncate(time.Second).Add(-time.Minute)
	of := func(t *testing.T) indexing { return indexing{t, ctx, table, t.Name() + "/", began} }
	a, b := []string{"A"}, []string{"B"}
	for name, tt := range map[string]struct {
		calls          []indexCall
		found, changed int // of key "k", at the end
	}{
		"what was found is kept":                      {[]indexCall{{second: 1, fill: "k", records: a}}, 1, 0},
		"that nobody was found is, too":               {[]indexCall{{second: 1, fill: "k"}}, 1, 0},
		"a later search replaces it":                  {[]indexCall{{second: 1, fill: "k", records: a}, {second: 2, fill: "k"}}, 2, 0},
		"an earlier one does not":                     {[]indexCall{{second: 2, fill: "k", records: a}, {second: 1, fill: "k", records: a, refused: true}}, 2, 0},
		"nor if it found nobody":                      {[]indexCall{{second: 2, fill: "k", records: a}, {second: 1, fill: "k", refused: true}}, 2, 0},
		"one search may fill twice":                   {[]indexCall{{second: 1, fill: "k", records: a}, {second: 1, fill: "k", records: a}}, 1, 0},
		"a changed key serves no more":                {[]indexCall{{second: 1, fill: "k", records: a}, {second: 2, keys: []string{"k"}}}, 0, 2},
		"nor does that of a changed record":           {[]indexCall{{second: 1, fill: "k", records: []string{"A", "B"}}, {second: 2, records: b}}, 0, 2},
		"a search begun before a change of the key":   {[]indexCall{{second: 2, keys: []string{"k"}}, {second: 1, fill: "k", records: a, refused: true}}, 0, 2},
		"one begun at that very moment":               {[]indexCall{{second: 2, keys: []string{"k"}}, {second: 2, fill: "k", records: a, refused: true}}, 0, 2},
		"one begun before that found nobody":          {[]indexCall{{second: 2, keys: []string{"k"}}, {second: 1, fill: "k", refused: true}}, 0, 2},
		"one begun before a change of one record":     {[]indexCall{{second: 2, records: b}, {second: 1, fill: "k", records: []string{"A", "B"}, refused: true}}, 0, 0},
		"one begun as a record was changed":           {[]indexCall{{second: 2, records: a}, {second: 2, fill: "k", records: a, refused: true}}, 0, 0},
		"one begun after a change tells of it":        {[]indexCall{{second: 2, keys: []string{"k"}, records: a}, {second: 3, fill: "k", records: a}}, 3, 2},
		"an earlier change, told late, lowers none":   {[]indexCall{{second: 5, keys: []string{"k"}}, {second: 2, keys: []string{"k"}}, {second: 3, fill: "k", refused: true}}, 0, 5},
		"nor one of a record":                         {[]indexCall{{second: 5, records: a}, {second: 2, records: a}, {second: 3, fill: "k", records: a, refused: true}}, 0, 0},
		"a change told late makes useless what it is": {[]indexCall{{second: 3, fill: "k", records: a}, {second: 2, records: a}}, 0, 2},
		"a change told twice is one":                  {[]indexCall{{second: 1, fill: "k", records: a}, {second: 2, records: a}, {second: 2, records: a}}, 0, 2},
		"a key found for another person, in between":  {[]indexCall{{second: 1, fill: "k", records: a}, {second: 2, fill: "k", records: b}, {second: 3, records: b}}, 0, 3},
	} {
		t.Run(name, func(t *testing.T) {
			x := of(t)
			for _, s := range tt.calls {
				x.take(s)
			}
			x.holds("k", tt.found, tt.changed)
		})
	}
	t.Run("what was found without some fields", func(t *testing.T) { testBrief(of(t)) })
	t.Run("a refused fill leaves nothing", func(t *testing.T) { testRefusedFill(of(t)) })
	t.Run("a person account is told of as a contact, too", func(t *testing.T) { testPersonAccount(of(t)) })
	t.Run("a record of many numbers", func(t *testing.T) { testManyKeys(of(t)) })
	t.Run("a change that was left half told", func(t *testing.T) { testHalfTold(of(t), w) })
	t.Run("fills beside a change", func(t *testing.T) { testFillsBesideAChange(of(t)) })
}

// testBrief fills in turn, as the mark of one fill must not outlast it.
func testBrief(x indexing) {
	for second, brief := range []bool{true, false, true} {
		e := x.entry("k", 1+second, "A")
		e.Brief = brief
		if err := x.table.Fill(x.ctx, e); err != nil {
			x.Error(err)
		}
		if got, err := x.table.Read(x.ctx, e.Key); got.Brief != brief || err != nil {
			x.Errorf("kept as %+v, %v", got, err)
		}
	}
	x.take(indexCall{second: 9, keys: []string{"k"}})
	if got, err := x.table.Read(x.ctx, x.own+"k"); got.Brief || err != nil {
		x.Errorf("a change leaves %+v, %v", got, err)
	}
}

func testRefusedFill(x indexing) {
	for n, changed := range []string{"A", "B"} {
		records := []string{changed, "of " + changed}
		if n == 1 { // whichever is written first
			slices.Reverse(records)
		}
		x.take(indexCall{second: 2, records: []string{changed}})
		x.take(indexCall{second: 1, fill: "k", records: records, refused: true})
		x.holds("k", 0, 0)
		if marked := x.change(3, nil, []string{"of " + changed}); marked != 0 {
			x.Errorf("it noted the key with a record: %d marked", marked)
		}
	}
}

func testPersonAccount(x indexing) {
	e := x.entry("k", 1, "001")
	e.Records[0].PersonContact = x.own + "003"
	if err := x.table.Fill(x.ctx, e); err != nil {
		x.Fatal(err)
	}
	x.take(indexCall{second: 2, records: []string{"003"}})
	x.holds("k", 0, 2)
}

func testManyKeys(x indexing) {
	const many = 60
	for n := range many {
		x.take(indexCall{second: 1, fill: strconv.Itoa(n), records: []string{"A"}})
	}
	for range 2 { // the second time changes nothing
		if marked := x.change(2, nil, []string{"A"}); marked != many {
			x.Errorf("%d keys marked, want %d", marked, many)
		}
		for n := range many {
			x.holds(strconv.Itoa(n), 0, 2)
		}
	}
	if marked := x.change(1, nil, []string{"A"}); marked != 0 {
		x.Errorf("%d keys marked by an earlier change", marked)
	}
}

// testHalfTold lets somebody mark a record and end before he marks its keys.
func testHalfTold(x indexing, w *World) {
	x.take(indexCall{second: 1, fill: "k", records: []string{"A"}})
	_, err := dynamodb.NewFromConfig(w.AWS).UpdateItem(x.ctx, &dynamodb.UpdateItemInput{
		TableName:                 &w.Outputs.CallersTable,
		Key:                       map[string]types.AttributeValue{names.AttributeKey: &types.AttributeValueMemberS{Value: "record:" + x.own + "A"}},
		UpdateExpression:          aws.String("SET changedAt = :at"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":at": &types.AttributeValueMemberN{Value: strconv.FormatInt(x.at(3).UnixMilli(), 10)}},
	})
	if err != nil {
		x.Fatal(err)
	}
	x.take(indexCall{second: 2, records: []string{"A"}})
	x.holds("k", 0, 2)
}

// testFillsBesideAChange has searches that began before a change fill while it is
// told: whichever comes first, none of them may serve.
func testFillsBesideAChange(x indexing) {
	for round := range 10 {
		record := fmt.Sprint("A", round)
		keys := make([]string, 8)
		var group sync.WaitGroup
		for n := range keys {
			keys[n] = fmt.Sprint(round, "-", n)
			group.Go(func() {
				if err := x.table.Fill(x.ctx, x.entry(keys[n], 1, record)); err != nil && fault.KindOf(err) != fault.Conflict {
					x.Error(err)
				}
			})
		}
		group.Go(func() { x.change(2, nil, []string{record}) })
		group.Wait()
		for key := range slices.Values(keys) {
			if e, err := x.table.Read(x.ctx, x.own+key); e.Status != "" || err != nil {
				x.Errorf("%s serves what was found before the change: %+v, %v", key, e, err)
			}
		}
	}
}
