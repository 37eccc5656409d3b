package salesforce_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/salesforce"
)

func TestUsageIsReadFromWhateverIsTold(t *testing.T) {
	for name, tt := range map[string]struct {
		header []string
		want   []salesforce.Usage
	}{
		"alone":                  {[]string{"api-usage=10018/100000"}, []salesforce.Usage{{10018, 100000}}},
		"with bursts":            {[]string{"api-usage=10018/100000; api-bursts=1/750"}, []salesforce.Usage{{10018, 100000}}},
		"with an app's":          {[]string{"api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app)"}, []salesforce.Usage{{25, 5000}}},
		"behind an app's":        {[]string{"per-app-api-usage=17/250(appName=x),api-usage=25/5000"}, []salesforce.Usage{{25, 5000}}},
		"on the second line":     {[]string{"api-bursts=1/750", "api-usage=1/2"}, []salesforce.Usage{{1, 2}}},
		"over the limit":         {[]string{"api-usage=120/100"}, []salesforce.Usage{{120, 100}}},
		"not told":               {nil, nil},
		"an app's alone":         {[]string{"per-app-api-usage=17/250(appName=x)"}, nil},
		"an app's without name":  {[]string{"per-app-api-usage=17/250"}, nil},
		"no number":              {[]string{"api-usage=many/5000"}, nil},
		"less than nothing":      {[]string{"api-usage=-1/5000"}, nil},
		"no limit":               {[]string{"api-usage=1/0"}, nil},
		"larger than any number": {[]string{"api-usage=1/99999999999999999999"}, nil},
		"half":                   {[]string{"api-usage=1/", "api-usage=1", "api-usage", ""}, nil},
		"more than a number":     {[]string{"api-usage=1/2/3"}, nil},
	} {
		var seen []salesforce.Usage
		hc := &http.Client{Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 503, Header: http.Header{"Sforce-Limit-Info": tt.header}, Body: http.NoBody, Request: req}, nil
		})}
		base := parse(t, "https://org.example")
		hc = salesforce.Watched(hc, func(_ context.Context, u salesforce.Usage) { seen = append(seen, u) })
		err := search(t.Context(), salesforce.New(base, "", hc))
		if err == nil || !slices.Equal(seen, tt.want) {
			t.Errorf("%s: %v, want %v; %v", name, seen, tt.want, err)
		}
	}
}

func TestEveryTryOfACallTellsUsage(t *testing.T) {
	used := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/token") {
			_, _ = w.Write([]byte(`{"access_token":"t"}`))
			return
		}
		used++
		w.Header().Set("Sforce-Limit-Info", "api-usage="+strings.Repeat("1", used)+"/1000")
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer server.Close()
	type key struct{}
	var seen []int
	hc := salesforce.Watched(server.Client(), func(ctx context.Context, u salesforce.Usage) {
		if ctx.Value(key{}) == "the call's" {
			seen = append(seen, u.Used)
		}
	})
	base := parse(t, server.URL)
	client := salesforce.New(base, "", salesforce.Authorized(hc, base, &vault{secrets: []string{shared}}, time.Now))
	_ = search(context.WithValue(t.Context(), key{}, "the call's"), client)
	if !slices.Equal(seen, []int{1, 11}) {
		t.Errorf("seen %v, want 1 and 11", seen)
	}
}

func TestWithoutAnAnswerThereIsNoUsage(t *testing.T) {
	down := httptest.NewServer(nil)
	down.Close()
	hc := salesforce.Watched(&http.Client{}, func(context.Context, salesforce.Usage) { t.Error("usage is told") })
	for call, err := range both(t.Context(), salesforce.New(parse(t, down.URL), "", hc)) {
		if err == nil {
			t.Errorf("%s is answered", call)
		}
	}
}
