package amazonconnect

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// other is an instance besides the one of the other tests.
const other = "arn:aws:connect:eu-west-2:000000000000:instance/99999999-2222-4333-8444-555555555555"

// own is the one queue of the one instance.
var own = map[string][]string{instance: {"q-1"}}

// desks are instances with their queues, by ARN. As in Connect, a list comes by
// pages, here of two. A call for figures is refused whole for a queue that the
// instance does not have; else answer answers it, once the call is in last.
type desks struct {
	lists  map[string][]string
	answer http.HandlerFunc
	mute   string // the instance that does not tell its queues

	listed int
	asked  [][]string // queues of each call for figures, as they came
	last   map[string]any
	at     string // the instance of the last call
}

func (d *desks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if id, found := strings.CutPrefix(r.URL.Path, "/queues-summary/"); found {
		d.list(w, r, id)
		return
	}
	body, _ := io.ReadAll(r.Body)
	d.last = nil
	if err := json.Unmarshal(body, &d.last); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	d.at, _ = d.last["ResourceArn"].(string)
	if id, found := strings.CutPrefix(r.URL.Path, "/metrics/current/"); found {
		for arn := range d.lists {
			if instanceID(arn) == id {
				d.at = arn
			}
		}
	}
	queues := filtered(d.last["Filters"])
	d.asked = append(d.asked, queues)
	for _, q := range queues {
		if !slices.Contains(d.lists[d.at], q) {
			says(404, "ResourceNotFoundException")(w, r)
			return
		}
	}
	d.answer(w, r)
}

// filtered reads the queues of either form of filter.
func filtered(filters any) (queues []string) {
	if list, ok := filters.([]any); ok {
		filters = list[0]
	}
	for _, name := range []string{"Queues", "FilterValues"} {
		values, _ := filters.(map[string]any)[name].([]any)
		for _, q := range values {
			queues = append(queues, q.(string))
		}
	}
	return queues
}

func (d *desks) list(w http.ResponseWriter, r *http.Request, id string) {
	if d.listed++; r.URL.Query().Get("queueTypes") != "STANDARD" {
		says(400, "InvalidParameterException")(w, r)
		return
	}
	if d.mute != "" && instanceID(d.mute) == id {
		says(500, "InternalServiceException")(w, r)
		return
	}
	for arn, queues := range d.lists {
		if instanceID(arn) != id {
			continue
		}
		from := 0
		_, _ = fmt.Sscan(r.URL.Query().Get("nextToken"), &from)
		var rows []string
		for _, q := range queues[from:min(from+2, len(queues))] {
			rows = append(rows, fmt.Sprintf(`{"Id":%q}`, q))
		}
		next := "null"
		if from+2 < len(queues) {
			next = fmt.Sprintf(`"%d"`, from+2)
		}
		fmt.Fprintf(w, `{"QueueSummaryList":[%s],"NextToken":%s}`, strings.Join(rows, ","), next)
		return
	}
	says(404, "ResourceNotFoundException")(w, r)
}

// staffs answers with a row of current figures for each queue that is asked for.
func (d *desks) staffs(w http.ResponseWriter, _ *http.Request) {
	var rows []string
	for _, q := range d.asked[len(d.asked)-1] {
		rows = append(rows, currentRow(q, `3`, `2`, `1`, `7`))
	}
	fmt.Fprintf(w, `{"MetricResults":[%s]}`, strings.Join(rows, ","))
}

// currentRow is a row of an answer. What is "" is absent.
func currentRow(queue, staffed, available, waiting, oldest string) string {
	var values []string
	for _, of := range [][2]string{{"OLDEST_CONTACT_AGE", oldest}, {"AGENTS_STAFFED", staffed}, {"AGENTS_AVAILABLE", available}, {"CONTACTS_IN_QUEUE", waiting}} {
		if of[1] != "" {
			values = append(values, fmt.Sprintf(`{"Metric":{"Name":%q},"Value":%s}`, of[0], of[1]))
		}
	}
	return fmt.Sprintf(`{"Dimensions":{"Queue":{"Id":%q}},"Collections":[%s]}`, queue, strings.Join(values, ","))
}
