package salesforce_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/salesforce"
)

// slow is an org that takes a while for each record, which can change, and a
// client that waits 25 seconds for an answer. Sizes are those of its calls.
func slow(t *testing.T, while *time.Duration) (client *salesforce.Client, sizes *[]int) {
	sizes = new([]int)
	hc := &http.Client{Timeout: 25 * time.Second, Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
		said, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		n := bytes.Count(said, []byte(`"Connect_Contact_Id__c"`))
		*sizes = append(*sizes, n)
		select {
		case <-time.After(time.Duration(n) * *while):
			a := results(slices.Repeat([]string{taken}, n)...)
			return &http.Response{StatusCode: a.status, Body: io.NopCloser(strings.NewReader(a.body)), Request: req}, nil
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	})}
	return salesforce.New(parse(t, "https://org.example"), "tieline", hc), sizes
}

// run offers 200 records in a run of 58 seconds, and returns how many are taken.
func run(t *testing.T, client *salesforce.Client) (n int) {
	ctx, cancel := context.WithTimeout(t.Context(), 58*time.Second)
	defer cancel()
	for _, a := range client.Upsert(ctx, batch(200)) {
		if !a.Held && a.Fault == nil {
			n++
		}
	}
	return n
}

func TestASlowOrgTakesABacklog(t *testing.T) {
	for while, tt := range map[time.Duration]struct{ runs, least int }{
		140 * time.Millisecond: {4, 600}, // all but the first run's
		300 * time.Millisecond: {4, 150},
		3 * time.Second:        {9, 10},
	} {
		synctest.Test(t, func(t *testing.T) {
			client, sizes := slow(t, &while)
			got := 0
			for range tt.runs {
				got += run(t, client)
			}
			if got < tt.least {
				t.Errorf("with %s a record, %d runs bring %d in calls of %d", while, tt.runs, got, *sizes)
			}
		})
	}
}

func TestAnOrgThatHangsCostsOneCallARun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		while := time.Hour
		client, sizes := slow(t, &while)
		for range 9 {
			run(t, client)
		}
		if want := []int{200, 100, 50, 25, 12, 6, 3, 1, 1}; !slices.Equal(*sizes, want) {
			t.Errorf("calls of %d, want %d", *sizes, want)
		}
		while, *sizes = time.Millisecond, nil
		for range 14 {
			if got := run(t, client); got != 200 {
				t.Errorf("%d are taken when it is back", got)
			}
		}
		if last := (*sizes)[len(*sizes)-1]; last != 200 || len(*sizes) > 40 {
			t.Errorf("when it is back, it is sent calls of %d", *sizes)
		}
	})
}

func TestARunThatEndsBeforeTheClientDoesMakesTheNextCallSmaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		while := 140 * time.Millisecond
		client, sizes := slow(t, &while)
		for range 2 {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			client.Upsert(ctx, batch(200))
			cancel()
		}
		if want := []int{200, 100}; !slices.Equal((*sizes)[:2], want) {
			t.Errorf("calls of %d, want %d first", *sizes, want)
		}
	})
}

func TestACallThatComesLateInARunSaysNothingOfItsSize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		while := 140 * time.Millisecond
		client, sizes := slow(t, &while)
		run(t, client) // from now on calls of 100
		while = 240 * time.Millisecond
		if got := run(t, client); got != 100 {
			t.Errorf("%d are taken before half of the time left is over", got)
		}
		run(t, client)
		if want := []int{200, 100, 100, 110}; !slices.Equal((*sizes)[:4], want) {
			t.Errorf("calls of %d, want %d first", *sizes, want)
		}
	})
}
