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
		directory directory
		pops      *pops
		body      string
		want      []string
	}{
		"a hit": {finds(ann), &pops{}, request(c1, from), []string{`"contact_id":"c1"`,
			`"ScreenPops":1,"ScreenPopsDegraded":0,"ScreenPopsNotKept":0,"RefusedAccess":0,"UnknownFaults":0,"ScreenPopTime":0,"_aws":`}},
		"no rights": {fails(fault.Errorf(fault.Unauthorized, "x")), &pops{}, request(c1, from), []string{
			`"ScreenPopsDegraded":1,"ScreenPopsNotKept":0,"RefusedAccess":1,"UnknownFaults":0`}},
		"a new fault": {fails(errors.New("x")), &pops{}, request(c1, from), []string{
			`"ScreenPopsDegraded":1,"ScreenPopsNotKept":0,"RefusedAccess":0,"UnknownFaults":1`}},
		"a panic": {func(context.Context) ([]caller.Record, error) { panic("x") }, &pops{}, request(c1, from), []string{
			`"err":"panic in tieline/functions/screen-pop.`, `"UnknownFaults":1`}},
		"not kept": {finds(ann), &pops{err: fault.Errorf(fault.Throttled, "x")}, request(c1, from), []string{
			`"ScreenPopsDegraded":0,"ScreenPopsNotKept":1`}},
		"a number for an id": {finds(ann), &pops{}, request(`"ContactId":"+14155550100"`, from), []string{`"contact_id":""`}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, line := ask(t, tt.directory, tt.pops, tt.body)
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
