package salesforce_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

// orgThat answers each upsert as does, which is told the contacts in it, and
// counts the calls.
func orgThat(t *testing.T, does func(ids []string) answer) (client *salesforce.Client, calls *int) {
	calls = new(int)
	hc := &http.Client{Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
		*calls++
		var call struct {
			Records []struct {
				ID string `json:"Connect_Contact_Id__c"`
			}
		}
		if err := json.NewDecoder(req.Body).Decode(&call); err != nil {
			t.Error(err)
		}
		var ids []string
		for _, r := range call.Records {
			ids = append(ids, r.ID)
		}
		if err := req.Context().Err(); err != nil {
			return nil, err
		}
		a := does(ids)
		return &http.Response{StatusCode: a.status, Body: io.NopCloser(strings.NewReader(a.body)), Request: req}, nil
	})}
	return salesforce.New(parse(t, "https://org.example"), "tieline", hc), calls
}

// each answers every record of a call.
func each(ids []string, says func(id string) string) answer {
	var all []string
	for _, id := range ids {
		all = append(all, says(id))
	}
	return results(all...)
}

func takes(string) string { return taken }

// batch is n contacts, called by their numbers.
func batch(n int) []contact.Showing {
	shown := make([]contact.Showing, n)
	for k := range shown {
		shown[k].Item = begun
		shown[k].ID = strconv.Itoa(k)
	}
	return shown
}

// untaken are those that go again.
func untaken(shown []contact.Showing, answers []contact.Answer) (left []contact.Showing) {
	for n, a := range answers {
		if a.Held || a.Fault != nil {
			left = append(left, shown[n])
		}
	}
	return left
}

// told counts answers by what they say.
func told(answers []contact.Answer) string {
	count := map[string]int{}
	for _, a := range answers {
		what := string(fault.KindOf(a.Fault))
		if what == "" {
			what = "taken"
		}
		if a.Held {
			what = "held " + what
		}
		count[what]++
	}
	return strings.TrimPrefix(fmt.Sprint(count), "map")
}
