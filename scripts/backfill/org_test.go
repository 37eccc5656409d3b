package backfill

import (
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
	"tieline/shared/salesforce/directory"
	"tieline/shared/salesforce/salesforcetest"
)

type vault string

func (v vault) Secret(context.Context) ([]byte, error) { return []byte(v), nil }

// overOrg has the task read a simulated org over HTTP.
func (r *rig) overOrg(t *testing.T) *salesforcetest.Org {
	t.Helper()
	schema, err := salesforcetest.Load(os.DirFS("../../salesforce/force-app/main/default"))
	if err != nil {
		t.Fatal(err)
	}
	org := salesforcetest.New(schema, time.Now)
	org.TrustSecret("client", "hush")
	server := httptest.NewServer(org)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	var use atomic.Pointer[salesforce.Usage]
	use.Store(&salesforce.Usage{})
	hc := salesforce.Watched(server.Client(), func(_ context.Context, u salesforce.Usage) { use.Store(&u) })
	hc = salesforce.Authorized(hc, base, vault(`{"clientId":"client","clientSecret":"hush"}`), time.Now)
	r.Org = directory.New(salesforce.New(base, "", hc), nil)
	r.Use = func() Use { return Use(*use.Load()) }
	return org
}

// populate brings contacts and leads into an org, of which one in ten has a number
// of no use. Who has none at all is not asked for.
func populate(t *testing.T, org *salesforcetest.Org, contacts, leads int) {
	t.Helper()
	for n := range contacts + leads {
		number := fmt.Sprintf("(415) %03d-%04d", 200+n/10000, n%10000)
		if n%10 == 9 {
			number = "x" + number[1:4]
		}
		object, fields := "Contact", map[string]any{"LastName": "Bell", "Phone": number}
		if n >= contacts {
			object, fields = "Lead", map[string]any{"LastName": "Dean", "Company": "Dean", "MobilePhone": number}
		}
		for range 2 {
			if _, err := org.Seed(object, fields); err != nil {
				t.Fatal(err)
			}
			delete(fields, "Phone")
			delete(fields, "MobilePhone")
		}
	}
}

func TestAWholeOrgIsRead(t *testing.T) {
	r := newRig(t)
	populate(t, r.overOrg(t), 2000, 100)
	result := r.mustRun(t)
	if result.Records != 2100 || result.Numbers != 1890 || len(result.Unusable) != 210 || len(r.index.entries) != 1890 {
		t.Errorf("%d records, %d numbers, %d unusable, %d entries", result.Records, result.Numbers, len(result.Unusable), len(r.index.entries))
	}
	if e := r.index.entries["+14152000001"]; e.Status != "HIT" || len(e.Records) != 1 || e.Records[0].Name != "Bell" || e.Records[0].Object != "Contact" {
		t.Errorf("one of them is %+v", e)
	}
	if u := r.Use(); u != (Use{6, 100000}) { // two counts, two pages, two ends
		t.Errorf("it took %+v", u)
	}
}

// troubled has a fault befall one of the calls, and reads small pages.
type troubled struct {
	Org
	org   *salesforcetest.Org
	fault salesforcetest.Fault
	left  int // calls until then
}

func (o *troubled) strike() {
	if o.left--; o.left == 0 {
		o.org.Fail(o.fault, 1)
	}
}

func (o *troubled) Count(ctx context.Context, object string, in caller.Scope) (int, error) {
	o.strike()
	return o.Org.Count(ctx, object, in)
}

func (o *troubled) Scan(ctx context.Context, object, after string, in caller.Scope, size int) ([]caller.Record, error) {
	o.strike()
	return o.Org.Scan(ctx, object, after, in, min(size, 15))
}

func TestATroubledOrgIsReadInTheEnd(t *testing.T) {
	for trouble, kind := range map[salesforcetest.Fault]fault.Kind{
		salesforcetest.LimitExceeded: fault.Throttled, salesforcetest.Unavailable: fault.Unavailable,
		salesforcetest.Truncated: fault.Unavailable, salesforcetest.HTMLSuccess: fault.Unavailable,
		salesforcetest.ReplyLost: "", salesforcetest.ExpiredSession: "", // mended on the way
	} {
		r := newRig(t)
		org := r.overOrg(t)
		populate(t, org, 20, 20)
		const calls = 8 // a count, two pages and an end of each object
		for call := range calls {
			over := &troubled{r.Org, org, trouble, call + 1}
			task := r.Task
			task.Org = over
			if _, err := task.Run(t.Context()); fault.KindOf(err) != kind {
				t.Errorf("%s at call %d: %v", trouble, call+1, err)
			}
			if result := r.mustRun(t); result.Records != 40 || result.Filled != 36 {
				t.Errorf("%s at call %d: in the end %d records, %d filled", trouble, call+1, result.Records, result.Filled)
			}
		}
	}
}
