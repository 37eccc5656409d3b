package world

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// What a panel reports of a pop, in the picklist's words.
const (
	opened     = "Opened"
	candidates = "Candidates"
	nothing    = "Nothing"
	unopened   = "Failed"
)

// opening is how long a page may take to be there.
const opening = 5 * time.Second

// pop shows the agent what the flows left: the record that was found, or those to
// choose from. It returns what the panel reports of that, and nil for a contact of
// which flows left nothing, as nobody looked.
func (d *desks) pop(left map[string]string) map[string]any {
	arrived := time.Now()
	result := ""
	switch status, record := left["tieline_matchStatus"], left["tieline_recordId"]; {
	case status == "":
		return nil
	case status == "HIT" && record != "":
		result = d.open(record)
	case status == "MULTI" && strings.Trim(left["tieline_candidates"], ", ") != "":
		result = candidates
	default:
		result = nothing
	}
	popped := map[string]any{"Desk_Pop__c": result}
	if result == opened || result == candidates {
		popped["Desk_Pop_Ms__c"] = float64(time.Since(arrived).Round(time.Millisecond).Milliseconds())
	}
	return popped
}

// open opens the page of a record.
func (d *desks) open(record string) (result string) {
	ctx, cancel := context.WithTimeout(context.Background(), opening)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, d.org.url+"/record/"+record, nil)
	if err != nil {
		return unopened
	}
	page, err := http.DefaultClient.Do(request)
	if err != nil {
		return unopened
	}
	defer page.Body.Close()
	if page.StatusCode != http.StatusOK {
		return unopened
	}
	return opened
}

// deskPop is what must be reported of a contact. Of one that the agent began, and
// for which nobody looked, it is nothing at all.
func deskPop(e Expectation) any {
	switch {
	case e.AgentARN == "" || e.Left.Status == "":
		return nil
	case e.Left.record() != "":
		return opened
	}
	return nothing
}

// deskTime is what the desk measured: only it knows.
func deskTime(e Expectation) any {
	measured := e.Desk.popped["Desk_Pop_Ms__c"]
	if deskPop(e) == opened && measured == nil {
		return "the milliseconds that the desk measured"
	}
	return measured
}
