package salesforcetest_test

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

// fullRecord is a final interaction of nearly 40 fields, as a writer sends it.
func fullRecord(n, version int) string {
	id := fmt.Sprintf("6a0b9d0e-4d5c-4a7b-9a53-%012d", n)
	at := func(after int) string {
		return time.Date(2026, 1, 2, 3, 4, n%60+after, 0, time.UTC).Format("2006-01-02T15:04:05.000Z")
	}
	return sobject(interaction, fmt.Sprintf(`"Connect_Contact_Id__c":%q,"Sync_Version__c":%d,"Initial_Contact_Id__c":%q,"Channel__c":"VOICE",`+
		`"Direction__c":"Inbound","Initiation_Method__c":"INBOUND","Queue_Id__c":"0f1e2d3c-aaaa-bbbb-cccc-%012d","Queue_Name__c":"Customer Service",`+
		`"Agent_Username__c":"agent%03d@example.com","Customer_Endpoint__c":"+1415555%04d","System_Endpoint__c":"+18005550100",`+
		`"Initiated_At__c":%q,"Enqueued_At__c":%q,"Connected_At__c":%q,"Disconnected_At__c":%q,"Acw_Started_At__c":%q,"Closed_At__c":%q,`+
		`"Wait_Seconds__c":12,"Talk_Seconds__c":345,"Hold_Seconds__c":6,"Acw_Seconds__c":78,"Handle_Seconds__c":423,"Outcome__c":"Answered",`+
		`"Disconnect_Reason__c":"CUSTOMER_DISCONNECT","Recording_Location__c":"connect-recordings/CallRecordings/2026/01/02/%s_20260102T03:04_UTC.wav",`+
		`"Screen_Pop__c":"HIT","Screen_Pop_Source__c":"index","Screen_Pop_Ms__c":21,"Record_State__c":"Final","Cti_System__c":"tieline"`,
		id, version, id, n%9, n%100, n%10000, at(0), at(1), at(2), at(3), at(4), at(5), id))
}

// fill upserts records of 200 each in one call.
func (w *world) fill(from, version int) {
	w.Helper()
	records := make([]string, 200)
	for n := range records {
		records[n] = fullRecord(from+n, version)
	}
	a, err := w.inProcess(w.Context(), http.MethodPatch, collections, body(false, records...))
	if err != nil || a.status != http.StatusOK || strings.Contains(a.text, `"success":false`) {
		w.Fatalf("answers %d %s, %v", a.status, a.text, err)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestARecordIsKeptInFewBytes lets a long run keep 100,000 of them.
func TestARecordIsKeptInFewBytes(t *testing.T) {
	const records, most = 4000, 1200
	w := newWorld(t)
	w.fill(0, 1)
	before := heap()
	for n := 200; n < 200+records; n += 200 {
		w.fill(n, 1)
	}
	after := heap()
	if each := (after - before) / records; each > most {
		t.Errorf("a record takes %d bytes", each)
	}
	runtime.KeepAlive(w)
}

// BenchmarkUpsert fills an org, and then changes what it holds.
func BenchmarkUpsert(b *testing.B) {
	w := newWorld(b)
	n := 0
	for b.Loop() {
		w.fill(n%100_000, n/100_000)
		n += 200
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "us/record")
	b.ReportMetric(float64(heap())/float64(min(n, 100_000)), "B/record")
	runtime.KeepAlive(w)
}

// BenchmarkWrapUpsFound looks for the wrap-ups of the last minutes among many
// records, none of which has one.
func BenchmarkWrapUpsFound(b *testing.B) {
	w := newWorld(b)
	for n := 0; n < 20_000; n += 200 {
		w.fill(n, 1)
	}
	for b.Loop() {
		w.wrapped("SystemModstamp >= 2026-01-02T03:00:00Z", 2000)
	}
}
