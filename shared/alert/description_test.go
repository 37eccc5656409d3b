package alert_test

import (
	"testing"

	"tieline/shared/alert"
)

func TestADescriptionSaysHowBadItIsAndWhereToLook(t *testing.T) {
	for text, want := range map[string]alert.Description{
		"Nobody answers. Critical, layer 1 phone. See docs/runbook.md, contact-events-silent.":       {alert.Critical, alert.Phone, "contact-events-silent"},
		"It is late. Warning, layer 2 connector. See docs/runbook.md, x-late.":                       {alert.Warning, alert.Connector, "x-late"},
		"No rights. Critical, layer 3 Salesforce configuration. See docs/runbook.md, x-refused.":     {alert.Critical, alert.Configuration, "x-refused"},
		"A rule refuses. Warning, layer 4 business logic. See docs/runbook.md, salesforce-writer-1.": {alert.Warning, alert.BusinessLogic, "salesforce-writer-1"},

		"":                                     {alert.Warning, alert.Connector, "own"},
		"It is late.":                          {alert.Warning, alert.Connector, "own"},
		"Critical, layer 1 phone.":             {alert.Critical, alert.Phone, "own"},
		"Critical, layer 5 weather.":           {alert.Warning, alert.Connector, "own"},
		"Dire, layer 1 phone.":                 {alert.Warning, alert.Connector, "own"},
		"Uncritical, layer 1 phone.":           {alert.Warning, alert.Connector, "own"},
		"Late. See docs/runbook.md, x-late.":   {alert.Warning, alert.Connector, "x-late"},
		"Late. See docs/runbook.md, ?a=b&c.":   {alert.Warning, alert.Connector, "own"},
		"Late. See docs/runbook.md, x-late":    {alert.Warning, alert.Connector, "own"},
		"critical, layer 1 phone, or thereby.": {alert.Warning, alert.Connector, "own"},
	} {
		if got := alert.Describe(text, "own"); got != want {
			t.Errorf("%q says %+v, want %+v", text, got, want)
		}
	}
}
