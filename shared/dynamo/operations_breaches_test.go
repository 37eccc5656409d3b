package dynamo

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/sla"
)

// closed is the breach an hour later.
func closed(b sla.Breach) sla.Breach {
	b.ClosedAt = b.OpenedAt.Add(time.Hour)
	return b
}

func TestABreachIsKeptUnderItsKeyForNinetyDays(t *testing.T) {
	for name, tt := range map[string]struct {
		breach sla.Breach
		want   []string
		never  string
	}{
		"while it lasts":  {breach, []string{`"ConditionExpression":"attribute_not_exists(closedAt)"`, `"expiresAt":{"N":"1775131200"}`}, `"closedAt":{`},
		"once it is over": {closed(breach), []string{`"closedAt":{"N":"1767358800000"}`, `"expiresAt":{"N":"1775134800"}`}, `"ConditionExpression"`},
	} {
		operations, asked := operationsOver(t, answer{200, `{}`})
		err := operations.KeepBreach(t.Context(), tt.breach)
		holds(t, name, *asked, err, append(tt.want, "PutItem ", `"name":{"S":"breach#q1@2026-01-02T12:00:00Z"}`, `"openedAt":{"N":"1767355200000"}`)...)
		if strings.Contains((*asked)[0], tt.never) {
			t.Errorf("%s: %s is in %s", name, tt.never, (*asked)[0])
		}
	}
}

func TestABreachThatIsOverStaysSo(t *testing.T) {
	operations := operationsOf(t)
	for n, b := range []sla.Breach{breach, breach, closed(breach), breach, closed(breach)} {
		if err := operations.KeepBreach(t.Context(), b); err != nil {
			t.Errorf("write %d: %v", n, err)
		}
		var row breachRow
		if err := operations.get(t.Context(), "", &row); err != nil || (row.ClosedAt != 0) != (n >= 2) {
			t.Errorf("after write %d it is closed at %d, %v", n, row.ClosedAt, err)
		}
	}
}

func TestABreachThatCannotBeKept(t *testing.T) {
	odd := breach
	odd.Worst = math.NaN()
	for name, tt := range map[string]struct {
		breach sla.Breach
		answer answer
		want   fault.Kind
	}{"odd": {odd, answer{200, `{}`}, fault.Invalid}, "down": {breach, answer{500, `{}`}, fault.Unavailable}, "over, and down": {closed(breach), answer{500, `{}`}, fault.Unavailable}} {
		operations, _ := operationsOver(t, tt.answer)
		if err := operations.KeepBreach(t.Context(), tt.breach); fault.KindOf(err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// item is a breach as DynamoDB tells of it.
func item(t *testing.T, b sla.Breach) string {
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	quoted, _ := json.Marshal(string(text)) // a text can be quoted
	return `{"breach":{"S":` + string(quoted) + `},"later":{"BOOL":true}}`
}

func TestBreachesAreShownFromAllPagesTheFirstOpenedFirst(t *testing.T) {
	second, other := closed(breach), breach
	second.OpenedAt, other.Queue = second.OpenedAt.Add(time.Minute), "q0"
	operations, asked := operationsOver(t,
		answer{200, `{"Items":[` + item(t, second) + `,` + item(t, breach) + `],"LastEvaluatedKey":{"name":{"S":"x"}}}`},
		answer{200, `{"Items":[` + item(t, other) + `]}`})
	got, err := operations.Breaches(t.Context(), learnedAt, learnedAt.Add(time.Hour))
	if !slices.Equal(got, []sla.Breach{other, breach, second}) || err != nil || len(*asked) != 2 {
		t.Errorf("%+v, %v, asked %v", got, err, *asked)
	}
	for _, part := range []string{"Scan ", `"ConsistentRead":true`, `"#name":"name"`, `":breach":{"S":"breach#"}`, `":from":{"N":"1767355200000"}`, `":to":{"N":"1767358800000"}`,
		`begins_with(#name, :breach) AND openedAt \u003c :to AND (attribute_not_exists(closedAt) OR closedAt \u003e :from)`} {
		if !strings.Contains((*asked)[0], part) && !strings.Contains(strings.NewReplacer("<", `\u003c`, ">", `\u003e`).Replace((*asked)[0]), part) {
			t.Errorf("%s is not in %s", part, (*asked)[0])
		}
	}
}

func TestBreachesThatCannotBeRead(t *testing.T) {
	for name, tt := range map[string]struct {
		answer answer
		want   fault.Kind
	}{
		"down":             {answer{500, `{}`}, fault.Unavailable},
		"no JSON":          {answer{200, `{"Items":[{"breach":{"S":"Zebedee"}}]}`}, fault.Unknown},
		"nothing of a row": {answer{200, `{"Items":[{"breach":{"N":"1"}}]}`}, fault.Unknown},
	} {
		operations, _ := operationsOver(t, tt.answer)
		if got, err := operations.Breaches(t.Context(), learnedAt, learnedAt); fault.KindOf(err) != tt.want || got != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
