package cloudwatch_test

import (
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go/encoding/cbor"

	"tieline/shared/cloudwatch"
	"tieline/shared/fault"
	"tieline/shared/metric"
)

var at = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// watch is a CloudWatch that takes what it can, and refuses the calls that it is
// told to.
type watch struct {
	t      *testing.T
	refuse func(call int) (status int, code string)
	puts   []int    // how many data each call has
	took   []string // each as one line
}

func (w *watch) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.t.Error(err)
	}
	in, err := cbor.Decode(body)
	call, isMap := in.(cbor.Map)
	if err != nil || !isMap || call["Namespace"] != cbor.String("Tieline") {
		w.t.Errorf("%v: in namespace %v", err, call["Namespace"])
	}
	data, _ := call["MetricData"].(cbor.List)
	w.puts = append(w.puts, len(data))
	out.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
	out.Header().Set("Content-Type", "application/cbor")
	if w.refuse != nil {
		if status, code := w.refuse(len(w.puts)); status != 0 {
			out.WriteHeader(status)
			_, _ = out.Write(cbor.Encode(cbor.Map{"__type": cbor.String("com.amazonaws.cloudwatch#" + code)}))
			return
		}
	}
	for _, d := range data {
		w.took = append(w.took, line(w.t, d.(cbor.Map)))
	}
	_, _ = out.Write(cbor.Encode(cbor.Map{}))
}

// line is a datum as one line.
func line(t *testing.T, d cbor.Map) string {
	t.Helper()
	value, err := cbor.AsFloat64(d["Value"])
	if err != nil {
		t.Error(err)
	}
	when, err := cbor.AsTime(d["Timestamp"])
	if err != nil {
		t.Error(err)
	}
	var dimensions []string
	for _, each := range d["Dimensions"].(cbor.List) {
		dimensions = append(dimensions, fmt.Sprintf("%s=%s", each.(cbor.Map)["Name"], each.(cbor.Map)["Value"]))
	}
	return fmt.Sprint(d["MetricName"], " ", value, " ", d["Unit"], " ", strings.Join(dimensions, ","), " ", when.UTC().Format(time.RFC3339))
}

// metrics are those of a function, and what takes them.
func metrics(t *testing.T) (*cloudwatch.Metrics, *watch) {
	w := &watch{t: t}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	return cloudwatch.New(aws.Config{
		Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{}, DisableRequestCompression: true,
		Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	}, "tieline-test-sla-evaluator"), w
}

func TestAFigureIsPutWithItsQueueAndItsMinute(t *testing.T) {
	m, w := metrics(t)
	err := m.Put(t.Context(), at, map[string][]metric.Figure{
		"q-1": {{Name: "ServiceLevel", Unit: metric.Percent, Value: 62.5}, metric.Took("LongestWait", 90*time.Second)},
		"all": {metric.Of("ContactsWaiting", 0)},
	})
	want := []string{
		"ContactsWaiting 0 Count FunctionName=tieline-test-sla-evaluator,Queue=all 2026-03-02T10:00:00Z",
		"ServiceLevel 62.5 Percent FunctionName=tieline-test-sla-evaluator,Queue=q-1 2026-03-02T10:00:00Z",
		"LongestWait 90000 Milliseconds FunctionName=tieline-test-sla-evaluator,Queue=q-1 2026-03-02T10:00:00Z",
	}
	if err != nil || strings.Join(w.took, "\n") != strings.Join(want, "\n") {
		t.Errorf("%v: put\n%s", err, strings.Join(w.took, "\n"))
	}
}

func TestWhatIsNoNumberIsNeverPut(t *testing.T) {
	m, w := metrics(t)
	var odd []metric.Figure
	for _, value := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0x1p361, -0x1p361} {
		odd = append(odd, metric.Figure{Name: "Odd", Unit: metric.Percent, Value: value})
	}
	if err := m.Put(t.Context(), at, map[string][]metric.Figure{"all": odd, "worst": nil}); err != nil || len(w.puts) != 0 {
		t.Errorf("%v: put %v", err, w.took)
	}
	odd = append(odd, metric.Figure{Name: "Plain", Unit: metric.Percent, Value: -0x1p360})
	if err := m.Put(t.Context(), at, map[string][]metric.Figure{"all": odd}); err != nil || len(w.took) != 1 || !strings.HasPrefix(w.took[0], "Plain") {
		t.Errorf("%v: put %v", err, w.took)
	}
}

// many are figures of 21 queues, a hundred of each and one more.
func many() map[string][]metric.Figure {
	of := map[string][]metric.Figure{"all": {metric.Of("Last", 1)}}
	for queue := range 20 {
		for n := range 100 {
			name := fmt.Sprint("q-", queue)
			of[name] = append(of[name], metric.Of(fmt.Sprint("Metric", n), n))
		}
	}
	return of
}

func TestFiguresArePutByTheThousand(t *testing.T) {
	m, w := metrics(t)
	if err := m.Put(t.Context(), at, many()); err != nil || fmt.Sprint(w.puts) != "[1000 1000 1]" || len(w.took) != 2001 {
		t.Errorf("%v: put %v, %d in all", err, w.puts, len(w.took))
	}
}

func TestOneCallThatFailsKeepsNoOtherFromBeingMade(t *testing.T) {
	for code, tt := range map[string]struct {
		status int
		want   fault.Kind
	}{
		"ThrottlingException":      {400, fault.Throttled},
		"InternalServiceFault":     {500, fault.Unavailable},
		"AccessDeniedException":    {403, fault.Unknown},
		"InvalidParameterValue":    {400, fault.Unknown},
		"ServiceUnavailableThough": {503, fault.Unavailable},
	} {
		m, w := metrics(t)
		w.refuse = func(call int) (int, string) {
			if call == 1 {
				return tt.status, code
			}
			return 0, ""
		}
		if err := m.Put(t.Context(), at, many()); fault.KindOf(err) != tt.want || len(w.puts) != 3 || len(w.took) != 1001 {
			t.Errorf("%s: %v after %v, %d in all", code, err, w.puts, len(w.took))
		}
	}
}

func TestACloudWatchThatIsNotThereIsUnavailable(t *testing.T) {
	m := cloudwatch.New(aws.Config{
		Region: "eu-west-2", BaseEndpoint: aws.String("http://127.0.0.1:1"), Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	}, "f")
	if err := m.Put(t.Context(), at, map[string][]metric.Figure{"all": {metric.Of("A", 1)}}); fault.KindOf(err) != fault.Unavailable {
		t.Error(err)
	}
}
