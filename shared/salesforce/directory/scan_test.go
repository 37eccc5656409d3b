package directory_test

import (
	"testing"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

func TestAPageIsOneQuery(t *testing.T) {
	mapped := defaults()
	mapped.Fields = []caller.Field{{Object: "Lead", Name: "Rating", Key: "rating"}}
	for name, tt := range map[string]struct {
		object, after string
		size          int
		want          string
	}{
		"the first": {"Contact", "", 500, `/query?SELECT Id, Name, LastModifiedDate, AccountId, Account.Name, MobilePhone, Phone, HomePhone, OtherPhone FROM Contact ` +
			`WHERE (MobilePhone != null OR Phone != null OR HomePhone != null OR OtherPhone != null) ORDER BY Id LIMIT 500`},
		"a later one": {"Lead", someLead, 9999, `/query?SELECT Id, Name, LastModifiedDate, Company, MobilePhone, Phone, Rating FROM Lead ` +
			`WHERE Id > '` + someLead + `' AND IsConverted = false AND (MobilePhone != null OR Phone != null) ORDER BY Id LIMIT 2000`},
		"of one field": {"Account", "", 1, `/query?SELECT Id, Name, LastModifiedDate, Phone FROM Account WHERE (Phone != null) ORDER BY Id LIMIT 1`},
	} {
		d, all := asked(t, answer{200, `{"totalSize":0,"done":true,"records":[]}`}, answer{200, `{"totalSize":7,"done":true,"records":[]}`})
		if page, err := d.Scan(t.Context(), tt.object, tt.after, mapped, tt.size); err != nil || len(page) != 0 || (*all)[0] != tt.want {
			t.Errorf("%s: %v, %v, asked\n%s, want\n%s", name, page, err, (*all)[0], tt.want)
		}
		if n, err := d.Count(t.Context(), tt.object, mapped); err != nil || n != 7 {
			t.Errorf("%s: counted %d, %v, by %s", name, n, err, (*all)[1])
		}
	}
}

func TestWhatIsNotShownIsNotScanned(t *testing.T) {
	in := defaults()
	in.Known = caller.Schema{"Contact": {"Fax"}}
	for _, object := range []string{"Contact", "Lead"} {
		d, _ := asked(t)
		page, err := d.Scan(t.Context(), object, "", in, 9)
		if n, uncounted := d.Count(t.Context(), object, in); page != nil || err != nil || n != 0 || uncounted != nil {
			t.Errorf("%s: %v, %v; %d, %v", object, page, err, n, uncounted)
		}
	}
}

func TestAScanFailsByKind(t *testing.T) {
	for name, tt := range map[string]struct {
		object, after string
		answers       []answer
		want          fault.Kind
	}{
		"another object":           {"Case", "", nil, fault.Invalid},
		"no id":                    {"Contact", "' OR Name LIKE '%", nil, fault.Invalid},
		"an id of another object":  {"Contact", someLead, nil, fault.Invalid},
		"over the limit":           {"Contact", "", []answer{{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]`}}, fault.Throttled},
		"too long a query":         {"Contact", "", []answer{{400, `[{"errorCode":"QUERY_TIMEOUT"}]`}}, fault.Unavailable},
		"a page that is no answer": {"Contact", "", []answer{{200, `<html>`}}, fault.Unavailable},
		"another's JSON":           {"Contact", "", []answer{{200, `{"status":"up"}`}}, fault.Unavailable},
	} {
		d, _ := asked(t, tt.answers...)
		if page, err := d.Scan(t.Context(), tt.object, tt.after, defaults(), 9); fault.KindOf(err) != tt.want || page != nil {
			t.Errorf("%s: %v, %v, want kind %q", name, page, err, tt.want)
		}
		if tt.after != "" {
			continue
		}
		d, _ = asked(t, tt.answers...)
		if n, err := d.Count(t.Context(), tt.object, defaults()); fault.KindOf(err) != tt.want || n != 0 {
			t.Errorf("%s: counted %d, %v, want kind %q", name, n, err, tt.want)
		}
	}
}
