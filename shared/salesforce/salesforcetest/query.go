package salesforcetest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Records of one answer to a query, unless the header Sforce-Query-Options asks
// for fewer ("Query Options Header", REST API Developer Guide), and queries
// whose next records are kept.
const (
	maxBatch    = 2000
	minBatch    = 200
	maxLocators = 10
)

// queried is the answer to a query.
type queried struct {
	TotalSize      int              `json:"totalSize"`
	Done           bool             `json:"done"`
	NextRecordsURL string           `json:"nextRecordsUrl,omitzero"`
	Records        []map[string]any `json:"records"`
}

// locator keeps what a query found for the next calls.
type locator struct {
	id      string
	batch   int
	records []map[string]any
}

// query is GET /query?q=<SOQL>.
func (o *Org) query(r *http.Request, _ []byte) answer {
	q, err := parseSOQL(r.URL.Query().Get("q"))
	if err != nil {
		return refusedBy(err)
	}
	found, err := o.find(q)
	if err != nil {
		return refusedBy(err)
	}
	if q.counts() {
		return answer{status: http.StatusOK, body: queried{TotalSize: len(found), Done: true, Records: []map[string]any{}}}
	}
	batch, err := batchOf(r)
	if err != nil {
		return refusedBy(err)
	}
	l := locator{batch: batch, records: found}
	if len(found) > batch {
		o.queries++
		l.id = newID("01g", o.queries)
		o.locators = append(o.locators[max(0, len(o.locators)-maxLocators+1):], l)
	}
	return l.answer(0)
}

// batchOf reads Sforce-Query-Options: batchSize=200.
func batchOf(r *http.Request) (int, error) {
	options := r.Header.Get("Sforce-Query-Options")
	if options == "" {
		return maxBatch, nil
	}
	size, named := strings.CutPrefix(options, "batchSize=")
	n, err := strconv.Atoi(size)
	if err != nil || !named || n < minBatch || n > maxBatch {
		return 0, refuse("INVALID_QUERY_FILTER_OPERATOR", "Sforce-Query-Options must be batchSize=<%d to %d>", minBatch, maxBatch)
	}
	return n, nil
}

func (l locator) answer(from int) answer {
	to := min(from+l.batch, len(l.records))
	q := queried{TotalSize: len(l.records), Done: to == len(l.records), Records: append([]map[string]any{}, l.records[from:to]...)}
	if !q.Done {
		q.NextRecordsURL = fmt.Sprintf("%s/query/%s-%d", dataPath, l.id, to)
	}
	return answer{status: http.StatusOK, body: q, records: to - from}
}

// queryMore is GET /query/<locator>-<from>.
func (o *Org) queryMore(r *http.Request, _ []byte) answer {
	id, number, _ := strings.Cut(r.PathValue("locator"), "-")
	from, err := strconv.Atoi(number)
	for _, l := range o.locators {
		if l.id == id && err == nil && from > 0 && from < len(l.records) {
			return l.answer(from)
		}
	}
	return refused(http.StatusBadRequest, refuse("INVALID_QUERY_LOCATOR", "invalid query locator"))
}

// find finds what a query asks for, in the order of creation if it asks for
// none.
func (o *Org) find(q soql) ([]map[string]any, error) {
	of, err := o.checkQuery(q)
	if err != nil {
		return nil, err
	}
	holds, keys := o.condition(of, q.where), o.keys(of, q.order)
	var found []hit
	for _, r := range o.store.tables[of].each {
		if holds(r) {
			found = append(found, hit{r, keys(r)})
		}
	}
	slices.SortStableFunc(found, q.before)
	found = found[min(q.offset, len(found)):]
	if q.limit >= 0 {
		found = found[:min(q.limit, len(found))]
	}
	all := make([]map[string]any, len(found))
	for n, h := range found {
		all[n] = o.project(of, of.unpack(h.row), q.fields)
	}
	return all, nil
}

// checkQuery refuses what the object does not have.
func (o *Org) checkQuery(q soql) (*object, error) {
	of := o.store.schema.object(q.object)
	if of == nil || of.event {
		return nil, refuse("INVALID_TYPE", "sObject type '%s' is not supported.", q.object)
	}
	if err := o.checkFields(of, q.fields); err != nil {
		return nil, err
	}
	for _, by := range q.order {
		f, err := o.reached(of, by.field)
		if err != nil {
			return nil, err
		}
		if f.kind == kindLongText {
			return nil, refuse("INVALID_FIELD", "field '%s' can not be sorted in a query call", by.field)
		}
	}
	if q.where == nil {
		return of, nil
	}
	return of, q.where.check(o, of)
}
