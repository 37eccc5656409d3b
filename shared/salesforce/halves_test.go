package salesforce_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

// failing are the ways in which a call fails for one of its records.
var failing = map[string]struct {
	answer answer
	alone  fault.Kind
}{
	"the gateway takes no such call":      {answer{413, "<html>"}, fault.Unknown},
	"a bad request without a code":        {answer{400, ""}, fault.Unknown},
	"a value that cannot be read":         {answer{400, `[{"errorCode":"JSON_PARSER_ERROR"}]`}, fault.Unknown},
	"a code that nobody knows":            {answer{400, `[{"errorCode":"SOMETHING_NEW"}]`}, fault.Unknown},
	"a code of a record's":                {answer{400, `[{"errorCode":"STRING_TOO_LONG"}]`}, fault.Invalid},
	"a locked row":                        {answer{400, `[{"errorCode":"UNABLE_TO_LOCK_ROW"}]`}, fault.Conflict},
	"Salesforce stumbles":                 {answer{500, `[{"errorCode":"UNKNOWN_EXCEPTION"}]`}, fault.Unknown},
	"Salesforce stumbles without a word":  {answer{500, ""}, fault.Unknown},
	"it takes too long":                   {answer{400, `[{"errorCode":"REQUEST_RUNNING_TOO_LONG"}]`}, fault.Unavailable},
	"a limit of the call":                 {answer{500, `[{"errorCode":"LIMIT_EXCEEDED"}]`}, fault.Unknown},
	"an answer that is not Salesforce's":  {answer{200, page}, fault.Unknown},
	"fewer answers than records":          {results(taken), fault.Unknown},
	"no answer at all to any record":      {answer{200, "null"}, fault.Unknown},
	"a flow that fails all of the call":   {answer{0, "CANNOT_EXECUTE_FLOW_TRIGGER"}, fault.Unknown},
	"a trigger that uses up the CPU time": {answer{0, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"}, fault.Unknown},
}

// failed is the answer to a call; status 0 refuses each record.
func failed(a answer, ids []string) answer {
	if a.status != 0 {
		if a.status == 200 && len(ids) == 1 && strings.Contains(a.body, taken) {
			return results()
		}
		return a
	}
	return each(ids, func(string) string { return refused(a.body) })
}

func TestABadRecordIsFoundAloneAndTheOthersAreTaken(t *testing.T) {
	for name, way := range failing {
		for _, size := range []int{2, 200} {
			for _, bad := range []int{0, size / 3} {
				client, calls := orgThat(t, func(ids []string) answer {
					if slices.Contains(ids, strconv.Itoa(bad)) {
						return failed(way.answer, ids)
					}
					return each(ids, takes)
				})
				answers := client.Upsert(t.Context(), batch(size))
				if a := answers[bad]; a.Held || fault.KindOf(a.Fault) != way.alone {
					t.Errorf("%s, record %d of %d: %+v, want kind %q", name, bad, size, a, way.alone)
				}
				if others := told(slices.Delete(answers, bad, bad+1)); others != fmt.Sprintf("[taken:%d]", size-1) || *calls > 18 {
					t.Errorf("%s, record %d of %d: the others are %s after %d calls", name, bad, size, others, *calls)
				}
			}
		}
	}
}

func TestSeveralBadRecordsAreFound(t *testing.T) {
	bad := []string{"7", "8", "150"}
	client, calls := orgThat(t, func(ids []string) answer {
		if slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(bad, id) }) {
			return answer{413, ""}
		}
		return each(ids, takes)
	})
	if got := told(client.Upsert(t.Context(), batch(200))); got != "[taken:197 unknown:3]" {
		t.Errorf("%s after %d calls", got, *calls)
	}
}

func TestACallTooLargeIsMadeSmaller(t *testing.T) {
	for name, way := range failing {
		client, calls := orgThat(t, func(ids []string) answer {
			if len(ids) > 25 {
				return failed(way.answer, ids)
			}
			return each(ids, takes)
		})
		if got := told(client.Upsert(t.Context(), batch(200))); got != "[taken:200]" || *calls != 13 {
			t.Errorf("%s: %s after %d calls, want 13", name, got, *calls)
		}
	}
}

func TestWhatHalvesCannotMendIsHeldAfterOneCall(t *testing.T) {
	for name, tt := range map[string]struct {
		answer answer
		want   fault.Kind
	}{
		"down":                     {answer{503, `[{"errorCode":"SERVER_UNAVAILABLE"}]`}, fault.Unavailable},
		"a gateway's page":         {answer{502, page}, fault.Unavailable},
		"maintenance":              {answer{503, page}, fault.Unavailable},
		"a gateway waits in vain":  {answer{504, ""}, fault.Unavailable},
		"the day's calls used up":  {answer{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]`}, fault.Throttled},
		"too many at once":         {answer{429, ""}, fault.Throttled},
		"a session that is over":   {answer{401, `[{"errorCode":"INVALID_SESSION_ID"}]`}, fault.Unauthorized},
		"the object is missing":    {answer{404, `[{"errorCode":"NOT_FOUND"}]`}, fault.Unauthorized},
		"a field is missing":       {answer{400, `[{"errorCode":"INVALID_FIELD"}]`}, fault.Unauthorized},
		"no right to the object":   {answer{403, `[{"errorCode":"INSUFFICIENT_ACCESS"}]`}, fault.Unauthorized},
		"refused without a word":   {answer{403, ""}, fault.Unauthorized},
		"another place":            {answer{302, ""}, fault.Unknown},
		"the path leads nowhere":   {answer{404, page}, fault.Unknown},
		"our user is not active":   {answer{400, `[{"errorCode":"INACTIVE_OWNER_OR_USER"}]`}, fault.Unauthorized},
		"half an answer, cut off":  {answer{-1, `[{"success":true}`}, fault.Unavailable},
		"no connection whatsoever": {answer{-2, ""}, fault.Unavailable},
	} {
		calls := 0
		client := salesforce.New(parse(t, "https://org.example"), "", &http.Client{Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
			calls++
			switch tt.answer.status {
			case -2:
				return nil, io.EOF
			case -1:
				cut := io.MultiReader(strings.NewReader(tt.answer.body), severed{})
				return &http.Response{StatusCode: 200, Body: io.NopCloser(cut), Request: req}, nil
			}
			return &http.Response{StatusCode: tt.answer.status, Body: io.NopCloser(strings.NewReader(tt.answer.body)), Request: req}, nil
		})})
		if got := told(client.Upsert(t.Context(), batch(200))); got != fmt.Sprintf("[held %s:200]", tt.want) || calls != 1 {
			t.Errorf("%s: %s after %d calls", name, got, calls)
		}
	}
}

// severed is a connection that is cut.
type severed struct{}

func (severed) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestAnOrgThatTakesNothingIsSoonLeft(t *testing.T) {
	for name, way := range failing {
		client, calls := orgThat(t, func(ids []string) answer { return failed(way.answer, ids) })
		answers := client.Upsert(t.Context(), batch(200))
		if strings.Contains(told(answers), "taken") || *calls != 12 {
			t.Errorf("%s: %s after %d calls, want 12", name, told(answers), *calls)
		}
		// what each record was refused for is its own, what a call failed for nobody's
		if judged := way.answer.status == 0; judged == strings.Contains(told(answers), "held") {
			t.Errorf("%s: %s", name, told(answers))
		}
	}
}

func TestOneRecordWhoseCallFailsIsJudgedOnlyByWhoIsThere(t *testing.T) {
	for name, way := range failing {
		client, _ := orgThat(t, func(ids []string) answer { return failed(way.answer, ids) })
		a := client.Upsert(t.Context(), batch(1))[0]
		if spoken := way.answer.status == 0 || strings.Contains(way.answer.body, "errorCode"); a.Held == spoken {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

func TestARecordThatAloneOfAllIsRefusedIsNotHalved(t *testing.T) {
	for _, code := range []string{"CANNOT_EXECUTE_FLOW_TRIGGER", "UNABLE_TO_LOCK_ROW", "STRING_TOO_LONG"} {
		client, calls := orgThat(t, func(ids []string) answer {
			return each(ids, func(id string) string {
				if id == "3" || id == "4" {
					return refused(code)
				}
				return taken
			})
		})
		if answers := client.Upsert(t.Context(), batch(10)); answers[3].Fault == nil || answers[3].Held || !strings.Contains(told(answers), "taken:8") || *calls != 1 {
			t.Errorf("%s: %s after %d calls", code, told(answers), *calls)
		}
	}
}

func TestAnOutageEndsTheHalving(t *testing.T) {
	calls := 0
	client, _ := orgThat(t, func(ids []string) answer {
		calls++
		switch calls {
		case 1:
			return answer{413, ""}
		case 2:
			return each(ids, takes)
		}
		return answer{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]`}
	})
	if got := told(client.Upsert(t.Context(), batch(200))); got != "[held throttled:100 taken:100]" || calls != 3 {
		t.Errorf("%s after %d calls", got, calls)
	}
	calls = 0
	if got := told(client.Upsert(t.Context(), nil)); got != "[]" || calls != 0 {
		t.Errorf("of nothing: %s after %d calls", got, calls)
	}
}

func TestARecordThatFailedOftenGoesApart(t *testing.T) {
	var sizes []int
	client, _ := orgThat(t, func(ids []string) answer {
		if sizes = append(sizes, len(ids)); slices.Contains(ids, "3") {
			return answer{400, `[{"errorCode":"JSON_PARSER_ERROR"}]`}
		}
		return each(ids, takes)
	})
	shown := batch(200)
	shown[3].Failures, shown[4].Failures = 3, 2
	if got := told(client.Upsert(t.Context(), shown)); got != "[taken:199 unknown:1]" || !slices.Equal(sizes, []int{199, 1}) {
		t.Errorf("%s after calls of %d", got, sizes)
	}
	client, _ = orgThat(t, func([]string) answer { return answer{503, ""} })
	if got := told(client.Upsert(t.Context(), shown)); got != "[held unavailable:200]" {
		t.Errorf("while the org is down: %s", got)
	}
}

func TestAnOutageHoldsWhatWaitsToGoWithoutItsLink(t *testing.T) {
	dead := func(ids []string) answer {
		return each(ids, func(id string) string {
			if id == "1" {
				return refused("INVALID_CROSS_REFERENCE_KEY")
			}
			return taken
		})
	}
	for name, tt := range map[string]struct {
		answers []func(ids []string) answer // before the outage
		want    string
	}{
		"before it goes":        {[]func([]string) answer{dead}, "[held unavailable:1 taken:3]"},
		"before it waits so":    {nil, "[held unavailable:4]"},
		"while others are sent": {[]func([]string) answer{func([]string) answer { return answer{413, ""} }, dead}, "[held unavailable:3 taken:1]"},
	} {
		calls := 0
		client, _ := orgThat(t, func(ids []string) answer {
			if calls++; calls <= len(tt.answers) {
				return tt.answers[calls-1](ids)
			}
			return answer{503, ""}
		})
		shown := batch(4)
		shown[1].Agent.User = "005000000000001AAA"
		if got := told(client.Upsert(t.Context(), shown)); got != tt.want || calls != len(tt.answers)+1 {
			t.Errorf("%s: %s after %d calls, want %s", name, got, calls, tt.want)
		}
	}
}

func TestTheCallsOfOneUpsertAreBounded(t *testing.T) {
	client, calls := orgThat(t, func(ids []string) answer {
		if len(ids) > 1 {
			return answer{413, ""}
		}
		return each(ids, takes)
	})
	got := told(client.Upsert(t.Context(), batch(200)))
	if *calls != 40 || !strings.HasPrefix(got, "[held unknown:") || !strings.Contains(got, " taken:") {
		t.Errorf("%s after %d calls", got, *calls)
	}
}

// Half of the time is left for what came of the records to be kept.
func TestHalvingTakesHalfOfTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, calls := orgThat(t, func(ids []string) answer {
			time.Sleep(10 * time.Second)
			if slices.Contains(ids, "0") {
				return answer{413, ""}
			}
			return each(ids, takes)
		})
		ctx, cancel := context.WithTimeout(t.Context(), 70*time.Second)
		defer cancel()
		answers := client.Upsert(ctx, batch(200))
		if got := told(answers); ctx.Err() != nil || *calls > 6 || !strings.HasPrefix(got, "[held ") {
			t.Errorf("%s after %d calls: %v", got, *calls, ctx.Err())
		}
	})
}
