package cloudwatch_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go/encoding/cbor"

	"tieline/shared/cloudwatch"
	"tieline/shared/fault"
)

// answer is one page of CloudWatch's.
type answer struct {
	status int // 0 is 200
	code   string
	body   cbor.Map
}

func found(id, status string, values ...float64) cbor.Map {
	all := make(cbor.List, len(values))
	for n, v := range values {
		all[n] = cbor.Float64(v)
	}
	return cbor.Map{"Id": cbor.String(id), "StatusCode": cbor.String(status), "Values": all}
}

func page(next string, results ...cbor.Value) answer {
	body := cbor.Map{"MetricDataResults": cbor.List(results)}
	if next != "" {
		body["NextToken"] = cbor.String(next)
	}
	return answer{body: body}
}

// told are the sums over a CloudWatch that gives these answers in turn, and what it
// is asked.
func told(t *testing.T, answers ...answer) (cloudwatch.Sums, *[]cbor.Map) {
	var asked []cbor.Map
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		in, err := cbor.Decode(body)
		if err != nil || !strings.HasSuffix(r.URL.Path, "/GetMetricData") || len(answers) == 0 {
			t.Errorf("%s, %v, %d answers left", r.URL.Path, err, len(answers))
			return
		}
		asked = append(asked, in.(cbor.Map))
		a := answers[0]
		answers = answers[1:]
		out.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
		out.Header().Set("Content-Type", "application/cbor")
		if a.status != 0 {
			out.WriteHeader(a.status)
			a.body = cbor.Map{"__type": cbor.String("com.amazonaws.cloudwatch#" + a.code)}
		}
		_, _ = out.Write(cbor.Encode(a.body))
	}))
	t.Cleanup(server.Close)
	return cloudwatch.NewSums(aws.Config{
		Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{}, DisableRequestCompression: true,
		Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	}), &asked
}

var three = []cloudwatch.Counter{{Function: "tieline-test-a", Metric: "Parked"}, {Function: "tieline-test-b", Metric: "Parked"}, {Function: "tieline-test-a", Metric: "Rejected"}}

func TestSumsAreReadInOneCallAndInTheOrderAskedFor(t *testing.T) {
	s, asked := told(t, page("", found("m2", "Complete", 7), found("m0", "Complete", 2.0)))
	got, err := s.Read(t.Context(), at, 15*time.Minute, three)
	if err != nil || !slices.Equal(got, []float64{2, 0, 7}) || len(*asked) != 1 {
		t.Fatalf("%v, %v after %d calls", got, err, len(*asked))
	}
	in := (*asked)[0]
	from, _ := cbor.AsTime(in["StartTime"])
	to, _ := cbor.AsTime(in["EndTime"])
	stat := in["MetricDataQueries"].(cbor.List)[1].(cbor.Map)["MetricStat"].(cbor.Map)
	if !from.Equal(at) || to.Sub(from) != 15*time.Minute || fmt.Sprint(stat["Period"]) != "900" || stat["Stat"] != cbor.String("Sum") {
		t.Errorf("asked from %s to %s for %v", from, to, stat)
	}
	want := "map[Dimensions:[map[Name:FunctionName Value:tieline-test-b]] MetricName:Parked Namespace:Tieline]"
	if got := fmt.Sprint(stat["Metric"]); got != want {
		t.Errorf("asked for %s, want %s", got, want)
	}
}

func TestAnAnswerMayTakePages(t *testing.T) {
	s, asked := told(t, page("more", found("m0", "PartialData", 2)), page("", found("m0", "Complete", 3), found("m1", "Complete", 1)))
	got, err := s.Read(t.Context(), at, time.Minute, three)
	if err != nil || !slices.Equal(got, []float64{5, 1, 0}) || len(*asked) != 2 || (*asked)[1]["NextToken"] != cbor.String("more") {
		t.Errorf("%v, %v after %d calls", got, err, len(*asked))
	}
}

func TestWhatIsNotWholeIsNoSum(t *testing.T) {
	for name, tt := range map[string]struct {
		says answer
		want fault.Kind
	}{
		"slow down":           {answer{status: 400, code: "Throttling"}, fault.Throttled},
		"down":                {answer{status: 500, code: "InternalServiceError"}, fault.Unavailable},
		"no right":            {answer{status: 403, code: "AccessDenied"}, fault.Unknown},
		"a metric fails":      {page("", found("m0", "Complete", 2), found("m1", "InternalError")), fault.Unavailable},
		"it answers another":  {page("", found("m3", "Complete", 2)), fault.Unknown},
		"it answers anything": {page("", found("", "Complete", 2)), fault.Unknown},
	} {
		s, _ := told(t, tt.says)
		if got, err := s.Read(t.Context(), at, time.Minute, three); got != nil || fault.KindOf(err) != tt.want {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestAQuestionIsOfOneToFiveHundredMetrics(t *testing.T) {
	s, _ := told(t)
	for _, n := range []int{0, 501} {
		if _, err := s.Read(t.Context(), at, time.Minute, make([]cloudwatch.Counter, n)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%d: %v", n, err)
		}
	}
}
