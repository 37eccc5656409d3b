package connecttest

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// operation answers a call of the API: with a body of JSON, or with a failure.
type operation struct {
	name      string
	perSecond float64 // calls of an account, of which as many as burst may come at once
	burst     float64
	answer    func(i *Instance, r *http.Request, id string) (any, *failure)
}

// operations are those that can be called, by method and first part of the path
// (Amazon Connect API reference), and how often (administrator guide, "Amazon
// Connect service quotas", API throttling quotas). The id is what the path ends
// with.
var operations = map[string]operation{
	"GET contacts":            {"DescribeContact", 10, 15, (*Instance).describeContact},
	"GET users":               {"DescribeUser", 2, 5, (*Instance).describeUser},
	"GET queues":              {"DescribeQueue", 2, 5, (*Instance).describeQueue},
	"GET queues-summary":      {"ListQueues", 2, 5, (*Instance).listQueues},
	"GET contact/attributes":  {"GetContactAttributes", 10, 15, (*Instance).getAttributes},
	"POST contact/attributes": {"UpdateContactAttributes", 10, 15, (*Instance).updateAttributes},
	"POST metrics/current":    {"GetCurrentMetricData", 5, 8, (*Instance).currentMetrics},
	"POST metrics/data":       {"GetMetricDataV2", 10, 10, (*Instance).historicMetrics},
}

// failure is an error as the API gives it (protocol restJson1).
type failure struct {
	status        int
	code, message string
}

var (
	tooMany    = &failure{http.StatusTooManyRequests, "TooManyRequestsException", "Too Many Requests"}
	notFound   = &failure{http.StatusNotFound, "ResourceNotFoundException", "The specified resource was not found."}
	badRequest = &failure{http.StatusBadRequest, "InvalidRequestException", "The request is not valid."}
	broken     = &failure{http.StatusInternalServerError, "InternalServiceException", "Request processing failed because of an error or failure with the service."}
	noSuch     = &failure{http.StatusNotFound, "UnknownOperationException", "There is no such operation."}
)

// ServeHTTP is the API of the instance: DescribeContact, DescribeUser,
// DescribeQueue, ListQueues, GetContactAttributes, UpdateContactAttributes,
// GetCurrentMetricData and GetMetricDataV2, as clients of AWS's call them. It checks no signature. Calls are throttled as Connect
// throttles an account, by the instance's clock.
//
// UpdateContactAttributes publishes a contact event of type CONTACT_DATA_UPDATED
// and, for a contact whose last record has come, puts that record once more,
// both at once and with the request's context.
func (i *Instance) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, failed := i.serve(r)
	w.Header().Set("Content-Type", "application/json")
	if failed != nil {
		w.Header().Set("X-Amzn-Errortype", failed.code)
		w.WriteHeader(failed.status)
		body = map[string]string{"message": failed.message}
	}
	_ = json.NewEncoder(w).Encode(body) // whoever hangs up has no use for it
}

func (i *Instance) serve(r *http.Request) (any, *failure) {
	path := strings.Trim(r.URL.EscapedPath(), "/")
	for name, op := range operations {
		method, prefix, _ := strings.Cut(name, " ")
		rest, found := strings.CutPrefix(path+"/", prefix+"/")
		if r.Method != method || !found {
			continue
		}
		if !i.quotas[op.name].take(i.Now()) || i.refuses(op.name) {
			return nil, tooMany
		}
		instance, id, _ := strings.Cut(strings.TrimSuffix(rest, "/"), "/")
		if (method == http.MethodGet || instance != "") && instance != lastPart(i.InstanceARN) {
			return nil, notFound
		}
		id, err := url.PathUnescape(id)
		if err != nil {
			return nil, badRequest
		}
		return op.answer(i, r, id)
	}
	return nil, noSuch
}

// quota is a token bucket.
type quota struct {
	mu        sync.Mutex
	perSecond float64
	burst     float64
	tokens    float64
	at        time.Time // when there were so many tokens
	calls     uint64
}

func newQuotas() map[string]*quota {
	made := map[string]*quota{}
	for _, op := range operations {
		made[op.name] = &quota{perSecond: op.perSecond, burst: op.burst, tokens: op.burst}
	}
	return made
}

// take reports whether one more call may be made now.
func (q *quota) take(now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if passed := now.Sub(q.at); passed > 0 {
		q.tokens = min(q.burst, q.tokens+passed.Seconds()*q.perSecond)
		q.at = now
	}
	if q.tokens < 1 {
		return false
	}
	q.tokens--
	return true
}

// refuses draws whether a call is throttled that need not be. The nth call of an
// operation always draws the same.
func (i *Instance) refuses(operation string) bool {
	q := i.quotas[operation]
	q.mu.Lock()
	defer q.mu.Unlock()
	q.calls++
	return rand.New(rand.NewPCG(i.Seed, q.calls)).Float64() < i.Faults.Throttle
}
