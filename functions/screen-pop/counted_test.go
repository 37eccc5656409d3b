package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

func TestEachPopIsCountedByWhatCameOfIt(t *testing.T) {
	for name, tt := range map[string]struct {
		searcher searcher
		pops     *pops
		body     string
		want     []string
	}{
		"a hit": {finds(ann), &pops{}, request(c1, from), []string{`"contact_id":"c1","clue":"number","status":"HIT","source":"salesforce"`,
			`"ScreenPops":1,"ScreenPopsDegraded":0,"ScreenPopTime":0,"ScreenPopsResolved":1,"ScreenPopsHit":1,"ScreenPopsFromSalesforce":1,"_aws":`}},
		"several": {finds(ann, bob), &pops{}, request(c1, from), []string{`"ScreenPopsResolved":1,"ScreenPopsMulti":1,"ScreenPopsFrom`}},
		"nobody":  {finds(), &pops{}, request(c1, from), []string{`"ScreenPopsResolved":1,"ScreenPopsNone":1,"ScreenPopsFrom`}},
		"withheld": {finds(), &pops{}, request(c1), []string{
			`"clue":""`, `"ScreenPopsDegraded":0,"ScreenPopTime":0,"ScreenPopsAnon":1,"_aws"`}},
		"no rights": {fails(fault.Errorf(fault.Unauthorized, "x")), &pops{}, request(c1, from), []string{`"search":"unauthorized","search_err":"x"`,
			`"ScreenPopsDegraded":1,"ScreenPopTime":0,"ScreenPopsResolved":0,"ScreenPopsFromSalesforce":1,"RefusedAccess":1,"_aws"`}},
		"a new fault": {fails(errors.New("x")), &pops{}, request(c1, from), []string{
			`"ScreenPopsDegraded":1,"ScreenPopTime":0,"ScreenPopsResolved":0,"ScreenPopsFromSalesforce":1,"UnknownFaults":1,"_aws"`}},
		"a panic": {func(context.Context) ([]caller.Record, error) { panic("x") }, &pops{}, request(c1, from), []string{
			`"search_err":"panic in tieline/functions/screen-pop.`, `"UnknownFaults":1`}},
		"not kept": {finds(ann), &pops{err: fault.Errorf(fault.Throttled, "x")}, request(c1, from), []string{
			`"level":"ERROR"`, `"not_kept":"throttled","not_kept_err":"x"`, `"ScreenPopsNotKept":1`}},
		"a number for an id": {finds(ann), &pops{}, request(`"ContactId":"+14155550100"`, from), []string{`"contact_id":""`}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, line := ask(t, tt.searcher, tt.pops, tt.body)
				for _, want := range tt.want {
					if !strings.Contains(line, want) {
						t.Errorf("not logged: %s\nin: %s", want, line)
					}
				}
			})
		})
	}
}

func TestTheUseOfTheOrgIsAShareOfItsLimit(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	logUse(t.Context(), salesforce.Usage{Used: 18000, Limit: 100000})
	if !strings.Contains(log.String(), `"used":18000,"limit":100000,"SalesforceApiUse":18,"_aws":`) {
		t.Errorf("logged %s", &log)
	}
}
