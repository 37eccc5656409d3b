package handler

import (
	"strings"
	"testing"

	"tieline/shared/salesforce"
)

func TestTheUseOfTheOrgIsAShareOfItsLimit(t *testing.T) {
	log := logged(func() { LogUse(t.Context(), salesforce.Usage{Used: 18000, Limit: 100000}) })
	if !strings.Contains(log, `"used":18000,"limit":100000,"SalesforceApiUse":18,"_aws":`) {
		t.Errorf("logged %s", log)
	}
}
