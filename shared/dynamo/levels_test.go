package dynamo

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/sla"
)

// inAnotherQueue is the same contact in another queue.
func inAnotherQueue(s contact.State) contact.State {
	s.Events.Queued.Value = "q2"
	return s
}

// busy is a table of two queues: of each four wait, and eight hung up, each a
// second after the other.
func busy() map[string]contact.State {
	states := map[string]contact.State{}
	for n := range 12 {
		s := queued(contact.Draft{})
		if n >= 4 {
			s = queued(contact.Draft{Disconnected: second(10 + n)})
		}
		states["c"+strconv.Itoa(n)], states["d"+strconv.Itoa(n)] = s, inAnotherQueue(s)
	}
	return states
}

func TestThoseOfAQueueAreFoundOnAllPagesOfAllShards(t *testing.T) {
	hangUps := func(seconds ...int) (all []sla.Contact) {
		for _, n := range seconds {
			all = append(all, sla.Contact{EnqueuedAt: second(10), LeftAt: second(n), DisconnectedAt: second(n), Fate: sla.Abandoned})
		}
		return all
	}
	everybody := hangUps(14, 15, 16, 17, 18, 19, 20, 21)
	l, x := levels(t, busy())
	for name, tt := range map[string]struct {
		find func() ([]sla.Contact, error)
		want []sla.Contact
	}{
		"who wait":                   {func() ([]sla.Contact, error) { return l.Waiting(t.Context(), "q1") }, []sla.Contact{inQueue, inQueue, inQueue, inQueue}},
		"who wait elsewhere":         {func() ([]sla.Contact, error) { return l.Waiting(t.Context(), "q") }, nil},
		"who left":                   {func() ([]sla.Contact, error) { return l.Left(t.Context(), "q1", second(0), second(60)) }, everybody},
		"who left, on whole seconds": {func() ([]sla.Contact, error) { return l.Left(t.Context(), "q1", second(15), second(20)) }, hangUps(15, 16, 17, 18, 19)},
		"who left a little later":    {func() ([]sla.Contact, error) { return l.Left(t.Context(), "q1", second(15).Add(1), second(20).Add(1)) }, hangUps(16, 17, 18, 19, 20)},
		"who left a while before": {func() ([]sla.Contact, error) {
			return l.Left(t.Context(), "q1", second(15).Add(-time.Millisecond), second(20).Add(-time.Millisecond))
		}, hangUps(15, 16, 17, 18, 19)},
		"who left at once":  {func() ([]sla.Contact, error) { return l.Left(t.Context(), "q1", second(15), second(15).Add(1)) }, hangUps(15)},
		"who hung up":       {func() ([]sla.Contact, error) { return l.Ended(t.Context(), "q2", second(20), second(60)) }, hangUps(20, 21)},
		"who hung up later": {func() ([]sla.Contact, error) { return l.Ended(t.Context(), "q2", second(60), second(61)) }, nil},
	} {
		got, err := tt.find()
		slices.SortFunc(got, func(a, b sla.Contact) int { return a.LeftAt.Compare(b.LeftAt) })
		if !slices.Equal(got, tt.want) || err != nil {
			t.Errorf("those %s: %+v, %v", name, got, err)
		}
	}
	if x.queries < 2*8 {
		t.Errorf("only %d queries", x.queries)
	}
}

func TestOfNoTimeAtAllNobodyIsAsked(t *testing.T) {
	l, x := levels(t, busy())
	for _, to := range []time.Time{second(15), second(14), {}} {
		got, err := l.Left(t.Context(), "q1", second(15), to)
		if len(got) != 0 || err != nil || x.queries != 0 {
			t.Errorf("until %s: %v, %v, %d queries", to, got, err, x.queries)
		}
	}
}

func TestWhoCannotBeReadKeepsNoOtherBackAndIsCountedAsLeftOut(t *testing.T) {
	from, to := second(0), second(60)
	policy := sla.Policy{Threshold: time.Second, Window: time.Hour}
	live := func(all []sla.Contact) sla.Figures { return sla.Live(all, policy, to) }
	for list, tt := range map[string]struct {
		in, at string
		find   func(*Levels) ([]sla.Contact, error)
		judge  func([]sla.Contact) sla.Figures
		good   int
	}{
		"q1#0#waiting": {"liveList", "liveAt", func(l *Levels) ([]sla.Contact, error) { return l.Waiting(t.Context(), "q1") }, live, 4},
		"q1#0#left":    {"liveList", "liveAt", func(l *Levels) ([]sla.Contact, error) { return l.Left(t.Context(), "q1", from, to) }, live, 8},
		"q1#0": {"finalList", "finalAt", func(l *Levels) ([]sla.Contact, error) { return l.Ended(t.Context(), "q1", from, to) },
			func(all []sla.Contact) sla.Figures { return sla.Final(all, policy, from, to) }, 8},
	} {
		l, x := levels(t, busy())
		want, _ := tt.find(l)
		for n, text := range []string{"", "Zebedee", "eZebedee"} {
			x.items = append(x.items, map[string]types.AttributeValue{tt.in: &types.AttributeValueMemberS{Value: list},
				tt.at: number(from.UnixMilli() + int64(n)), "level": &types.AttributeValueMemberS{Value: text}})
		}
		log := logged(t)
		got, err := tt.find(l)
		figures, without := tt.judge(got), tt.judge(want)
		if without.LeftOut += 3; err != nil || len(got) != tt.good+3 || figures != without {
			t.Errorf("%s: found %d, %v: %+v, want %+v", list, len(got), err, figures, without)
		}
		if said := log.String(); !strings.Contains(said, `"msg":"contacts left out","queue":"q1","index":"`) || strings.Count(said, `"contacts":3,"kind":"unknown"`) != 1 || strings.Contains(said, "Zebedee") {
			t.Errorf("%s: logged %s", list, said)
		}
	}
}

func TestListsThatCannotBeHad(t *testing.T) {
	good := answer{200, `{"Items":[{"level":{"S":"e1"}}],"LastEvaluatedKey":{"n":{"N":"2"}}}`}
	for name, tt := range map[string]struct {
		answers []answer
		want    fault.Kind
	}{
		"down":           {[]answer{{500, `{}`}}, fault.Unavailable},
		"half of it":     {[]answer{good, {500, `{}`}}, fault.Unavailable},
		"over the limit": {[]answer{{400, `{"__type":"ProvisionedThroughputExceededException"}`}}, fault.Throttled},
		"no such index":  {[]answer{{400, `{"__type":"ValidationException"}`}}, fault.Unknown},
	} {
		cfg, _ := wired(t, tt.answers...)
		l := NewLevels(cfg, "contacts", 2)
		for _, find := range []func() ([]sla.Contact, error){
			func() ([]sla.Contact, error) { return l.Waiting(t.Context(), "q1") },
			func() ([]sla.Contact, error) { return l.Ended(t.Context(), "q1", second(0), second(60)) },
		} {
			if got, err := find(); fault.KindOf(err) != tt.want || got != nil {
				t.Errorf("%s: %v, %v", name, got, err)
			}
		}
	}
}
