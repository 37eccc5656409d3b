package parked_test

import (
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/fault"
	"tieline/shared/parked"
)

// bucket is S3 with one bucket that lists two objects a page.
type bucket struct {
	bodies map[string]string
	about  map[string]http.Header
	broken int // status of every answer, if any
}

type object struct{ Key, LastModified string }

type page struct {
	XMLName               xml.Name `xml:"ListBucketResult"`
	IsTruncated           bool
	NextContinuationToken string
	Contents              []object
}

func (b *bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if b.broken != 0 {
		w.WriteHeader(b.broken)
		return
	}
	key := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/parked"), "/")
	body, there := b.bodies[key]
	switch {
	case r.Method == http.MethodGet && key == "":
		b.list(w, r)
	case r.Method == http.MethodPut:
		sent, _ := io.ReadAll(r.Body) // what is cut off is noticed
		b.bodies[key], b.about[key] = string(sent), r.Header
	case r.Method == http.MethodDelete:
		delete(b.bodies, key)
		w.WriteHeader(http.StatusNoContent)
	case !there:
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, "<Error><Code>NoSuchKey</Code></Error>")
	default:
		for _, name := range []string{"X-Amz-Meta-Kind", "X-Amz-Meta-Reason"} {
			w.Header().Set(name, b.about[key].Get(name))
		}
		_, _ = io.WriteString(w, body)
	}
}

func (b *bucket) list(w http.ResponseWriter, r *http.Request) {
	var p page
	for key := range b.bodies {
		if strings.HasPrefix(key, r.FormValue("prefix")) && key > r.FormValue("continuation-token") {
			p.Contents = append(p.Contents, object{key, "2026-01-02T12:00:00Z"})
		}
	}
	slices.SortFunc(p.Contents, func(a, b object) int { return strings.Compare(a.Key, b.Key) })
	if len(p.Contents) > 2 {
		p.Contents = p.Contents[:2]
		p.IsTruncated, p.NextContinuationToken = true, p.Contents[1].Key
	}
	_ = xml.NewEncoder(w).Encode(p)
}

func newBucket(t *testing.T) (*bucket, aws.Config) {
	t.Helper()
	b := &bucket{map[string]string{}, map[string]http.Header{}, 0}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	return b, aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, RetryMaxAttempts: 1,
		Credentials: aws.AnonymousCredentials{}}
}

func TestWhatIsParkedIsFoundReadAndRemoved(t *testing.T) {
	b, cfg := newBucket(t)
	why := fault.Errorf(fault.Invalid, "no contact id: é")
	if err := parked.NewBucket(cfg, "parked", "contact-events").Park(t.Context(), "m1", []byte("body"), why); err != nil {
		t.Fatal(err)
	}
	all, key := parked.NewMessages(cfg, "parked"), "contact-events/m1"
	if kind, reason, err := all.Why(t.Context(), key); kind != fault.Invalid || reason != `no contact id: \u00e9` || err != nil {
		t.Errorf("%s, %q, %v", kind, reason, err)
	}
	if body, err := all.Read(t.Context(), key); string(body) != "body" || err != nil {
		t.Errorf("%q, %v", body, err)
	}
	for range 2 {
		if err := all.Remove(t.Context(), key); err != nil || len(b.bodies) > 0 {
			t.Errorf("%v, left %v", err, b.bodies)
		}
	}
}

func TestMessagesAreListedPageByPage(t *testing.T) {
	b, cfg := newBucket(t)
	for _, key := range []string{"contact-events/1", "contact-events/2", "contact-events/3", "contact-events-old/4", "contact-records/5"} {
		b.bodies[key] = "body"
	}
	for name, tt := range map[string]struct {
		function string
		most     int
		want     string
	}{
		"of one function":  {"contact-events", 9, "contact-events/1 contact-events/2 contact-events/3"},
		"of all":           {"", 9, "contact-events-old/4 contact-events/1 contact-events/2 contact-events/3 contact-records/5"},
		"as many as asked": {"", 3, "contact-events-old/4 contact-events/1 contact-events/2"},
		"of none":          {"screen-pop", 9, ""},
	} {
		var keys []string
		err := parked.NewMessages(cfg, "parked").List(t.Context(), tt.function, func(m parked.Message) bool {
			if m.At.IsZero() || !strings.HasPrefix(m.Key, m.Function()+"/") {
				t.Errorf("%s: %+v", name, m)
			}
			keys = append(keys, m.Key)
			return len(keys) < tt.most
		})
		if got := strings.Join(keys, " "); got != tt.want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestAMessageThatIsGoneIsNotFound(t *testing.T) {
	_, cfg := newBucket(t)
	all := parked.NewMessages(cfg, "parked")
	_, _, why := all.Why(t.Context(), "contact-events/1")
	if _, err := all.Read(t.Context(), "contact-events/1"); fault.KindOf(err) != fault.NotFound || fault.KindOf(why) != fault.NotFound {
		t.Errorf("read: %v; why: %v", err, why)
	}
}

func TestABucketThatFailsIsTheFaultOfItsKind(t *testing.T) {
	b, cfg := newBucket(t)
	all := parked.NewMessages(cfg, "parked")
	for status, want := range map[int]fault.Kind{http.StatusServiceUnavailable: fault.Unavailable, http.StatusForbidden: fault.Unknown} {
		b.broken = status
		_, _, why := all.Why(t.Context(), "k")
		_, read := all.Read(t.Context(), "k")
		for name, err := range map[string]error{
			"list":   all.List(t.Context(), "", func(parked.Message) bool { return true }),
			"why":    why,
			"read":   read,
			"remove": all.Remove(t.Context(), "k"),
			"park":   parked.NewBucket(cfg, "parked", "f").Park(t.Context(), "k", nil, fault.Errorf(fault.Invalid, "x")),
		} {
			if fault.KindOf(err) != want {
				t.Errorf("%s after %d: %v", name, status, err)
			}
		}
	}
}
