package amazonconnect

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/fault"
)

func TestAgentsAndQueuesAreNamed(t *testing.T) {
	c, _ := asking(simulate(t), instance)
	if username, email, err := c.User(t.Context(), "a-1"); err != nil || username != "ada" || email != "ada@example.com" {
		t.Errorf("%v: %q %q", err, username, email)
	}
	if username, email, err := c.User(t.Context(), "a-2"); err != nil || username != "bob" || email != "" {
		t.Errorf("%v: %q %q", err, username, email)
	}
	if name, err := c.Queue(t.Context(), "q-1"); err != nil || name != "Service" {
		t.Errorf("%v: %q", err, name)
	}
	if _, err := c.Queue(t.Context(), "agent/a-1"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an agent's own queue: %v", err)
	}
}

// TestAttributesAreSet reads them back as the next one who asks would.
func TestAttributesAreSet(t *testing.T) {
	i := simulate(t)
	c, _ := asking(i, instance)
	id := play(t, i, connecttest.Known)[0].ID
	if err := c.SetAttributes(t.Context(), id, map[string]string{"disposition": "sold"}); err != nil {
		t.Fatal(err)
	}
	answer, err := (&wire{Handler: i}).Do(request(t, "/contact/attributes/"+instanceID(instance)+"/"+id))
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(err, answer.StatusCode)
	}
	defer answer.Body.Close()
	body := make([]byte, 1000)
	if n, _ := answer.Body.Read(body); !strings.Contains(string(body[:n]), `"disposition":"sold"`) {
		t.Errorf("attributes are %s", body[:n])
	}
	if err := c.SetAttributes(t.Context(), id, map[string]string{"a b": "1"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a bad name: %v", err)
	}
}

func request(t *testing.T, path string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://connect.example.com"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheKindOfEachFailure(t *testing.T) {
	for name, tt := range map[string]struct {
		answer http.Handler
		want   fault.Kind
	}{
		"not there":            {says(404, "ResourceNotFoundException"), fault.NotFound},
		"over the rate":        {says(429, "TooManyRequestsException"), fault.Throttled},
		"over the rate, named": {says(429, "ThrottlingException"), fault.Throttled},
		"over the rate, bare":  {says(429, ""), fault.Throttled},
		"a bad parameter":      {says(400, "InvalidParameterException"), fault.Invalid},
		"a bad request":        {says(400, "InvalidRequestException"), fault.Invalid},
		"Connect's own fault":  {says(500, "InternalServiceException"), fault.Unavailable},
		"no right":             {says(403, "AccessDeniedException"), fault.Unknown},
		"no such operation":    {says(404, "UnknownOperationException"), fault.Unknown},
	} {
		c, _ := asking(tt.answer, instance)
		_, describe := c.Describe(t.Context(), "c1")
		_, _, user := c.User(t.Context(), "a-1")
		_, queue := c.Queue(t.Context(), "q-1")
		set := c.SetAttributes(t.Context(), "c1", map[string]string{"k": "secret"})
		_, list := c.CurrentMetrics(t.Context(), []string{"q-1"})
		desk, _ := asking(&desks{lists: own, answer: tt.answer.ServeHTTP}, instance)
		_, current := desk.CurrentMetrics(t.Context(), []string{"q-1"})
		_, historic := desk.HistoricMetrics(t.Context(), []string{"q-1"}, 20*time.Second, now.Add(-time.Hour), now)
		for what, err := range map[string]error{
			"Describe": describe, "User": user, "Queue": queue, "SetAttributes": set, "ListQueues": list, "CurrentMetrics": current, "HistoricMetrics": historic,
		} {
			if fault.KindOf(err) != tt.want || err == nil || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s, %s: %s, want %s: %v", name, what, fault.KindOf(err), tt.want, err)
			}
		}
	}
}

func TestOneInstanceAfterTheOtherIsAsked(t *testing.T) {
	i := simulate(t)
	id := play(t, i, connecttest.Known)[0].ID
	for name, tt := range map[string]struct {
		instances []string
		calls     int
		want      fault.Kind
	}{
		"the first knows":      {[]string{instance, other}, 1, ""},
		"the second knows":     {[]string{other, instance}, 2, ""},
		"none knows":           {[]string{other, other}, 2, fault.NotFound},
		"there is none":        {nil, 0, fault.NotFound},
		"an id serves as well": {[]string{instanceID(instance)}, 1, ""},
	} {
		c, w := asking(i, tt.instances...)
		if _, err := c.Describe(t.Context(), id); fault.KindOf(err) != tt.want || w.calls != tt.calls {
			t.Errorf("%s: %v after %d calls", name, err, w.calls)
		}
	}
	c, w := asking(says(429, "ThrottlingException"), other, instance)
	if _, err := c.Describe(t.Context(), id); fault.KindOf(err) != fault.Throttled || w.calls != 1 {
		t.Errorf("when throttled: %v after %d calls", err, w.calls)
	}
}

func TestNoMoreCallsThanTheLimitAllows(t *testing.T) {
	i := simulate(t)
	id := play(t, i, connecttest.Known)[0].ID
	free, w := asking(i, instance)
	c := free.Within(Limits{DescribeContact: Limit{PerSecond: 0.001, Burst: 2}})
	soon, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for n, want := range []fault.Kind{"", "", fault.Throttled, fault.Throttled} {
		if _, err := c.Describe(soon, id); fault.KindOf(err) != want {
			t.Errorf("call %d: %v", n+1, err)
		}
	}
	if w.calls != 2 {
		t.Errorf("%d calls were made", w.calls)
	}
	if _, _, err := c.User(soon, "a-1"); err != nil {
		t.Errorf("another operation: %v", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Describe(over, id); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("when time is up: %v", err)
	}
}

func TestTheDefaultLimitsAreBelowConnects(t *testing.T) {
	for name, tt := range map[string]struct{ have, connect Limit }{
		"DescribeContact":         {DefaultLimits.DescribeContact, Limit{10, 15}},
		"UpdateContactAttributes": {DefaultLimits.UpdateContactAttributes, Limit{10, 15}},
		"DescribeUser":            {DefaultLimits.DescribeUser, Limit{2, 5}},
		"DescribeQueue":           {DefaultLimits.DescribeQueue, Limit{2, 5}},
		"ListQueues":              {DefaultLimits.ListQueues, Limit{2, 5}},
		"GetCurrentMetricData":    {DefaultLimits.GetCurrentMetricData, Limit{5, 8}},
		"GetMetricDataV2":         {DefaultLimits.GetMetricDataV2, Limit{10, 10}},
	} {
		if tt.have.PerSecond > tt.connect.PerSecond/2 || tt.have.Burst > tt.connect.Burst/2 || tt.have.Burst < 1 {
			t.Errorf("%s is %+v of %+v", name, tt.have, tt.connect)
		}
	}
}
