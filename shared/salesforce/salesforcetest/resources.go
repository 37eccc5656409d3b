package salesforcetest

import "net/http"

// listVersions is GET /services/data ("Versions", REST API Developer Guide): of
// this org, one.
func listVersions(*http.Request, []byte) answer {
	return answer{status: http.StatusOK, body: []map[string]string{{"label": "Summer '26", "url": dataPath, "version": "67.0"}}}
}

// listResources is GET /services/data/<version> ("Resources by Version").
func (o *Org) listResources(r *http.Request, _ []byte) answer {
	all := map[string]string{"identity": identityURL(r)}
	for _, name := range []string{"composite", "limits", "parameterizedSearch", "query", "search", "sobjects"} {
		all[name] = dataPath + "/" + name
	}
	return answer{status: http.StatusOK, body: all}
}

// limit is how much of an allocation there is, and how much is left of it.
type limit struct{ Max, Remaining int }

// limits is GET /limits ("Limits"). Of its many limits the org knows one, and a
// second once it is told of it. This very call counts, as the header
// Sforce-Limit-Info will say.
func (o *Org) limits(*http.Request, []byte) answer {
	all := map[string]limit{"DailyApiRequests": {dailyLimit, max(dailyLimit-o.used.total(o.now())-1, 0)}}
	if o.delivered != nil {
		all["DailyDeliveredPlatformEvents"] = *o.delivered
	}
	return answer{status: http.StatusOK, body: all}
}
