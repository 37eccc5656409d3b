package salesforcetest

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"
)

//go:embed page.html
var pageText string

var pages = template.Must(template.New("page").Parse(pageText))

// shownOnPage is how many records of an object, and requests, the page lists.
const shownOnPage = 50

// columns are the fields that the page's lists show after the name.
var columns = map[string][]string{
	"Tieline_Interaction__c": {"Customer_Contact__c", "Screen_Pop__c", "Direction__c", "Outcome__c", "Record_State__c",
		"Queue_Name__c", "Agent_Username__c", "Initiated_At__c", "Handle_Seconds__c", "Parent_Interaction__c", "Connect_Contact_Id__c"},
	"Contact": {"AccountId", "Phone", "MobilePhone", "HomePhone", "OtherPhone"},
	"Account": {"Phone"},
	"Lead":    {"Company", "Phone", "MobilePhone"},
	"User":    {"Username", "IsActive"},
	"Task":    {"WhoId", "WhatId", "OwnerId", "Status", "Priority", "ActivityDate"},
	"Tieline_Alert__c": {"Status__c", "Severity__c", "Queue_Name__c", "Figure__c", "Opened_At__c", "Closed_At__c", "Acknowledged_By__c",
		"Escalated_At__c"},
}

// overview is what the page at / shows.
type overview struct {
	Lists    []list
	Requests []Request
}

// list is an object's newest records; Total counts them all.
type list struct {
	Label, Name string
	Total       int
	Heads       []string
	Rows        [][]cell
}

// cell is a value; Link is the path of the record it names, if it names one.
type cell struct{ Text, Link string }

// details is what a record's page shows.
type details struct {
	Object, Title string
	Sections      []fields
	Related       []list
}

// fields are those of a section of a page layout.
type fields struct {
	Label  string
	Fields []detail
}

type detail struct {
	Label, Name string
	Value       cell
}

// servePage is GET /.
func (o *Org) servePage(w http.ResponseWriter, _ *http.Request) {
	o.lock()
	page := overview{Requests: slices.Clone(o.requests[max(0, len(o.requests)-shownOnPage):])}
	for _, of := range o.byInterest() {
		page.Lists = append(page.Lists, o.list(of, func(row) bool { return true }))
	}
	any := func(string) bool { return true }
	page.Lists = append(page.Lists, o.eventList(), o.sentList(any), o.faultList(any))
	o.mu.Unlock()
	slices.Reverse(page.Requests)
	render(w, "overview", page)
}

// byInterest are the objects that have records, custom ones first.
func (o *Org) byInterest() []*object {
	all := slices.DeleteFunc(slices.Clone(o.store.schema.objects), func(of *object) bool { return of.event })
	slices.SortStableFunc(all, func(a, b *object) int { return rank(a) - rank(b) })
	return all
}

func rank(of *object) int {
	switch {
	case strings.HasSuffix(of.name, "__c"):
		return 0
	case of.setting || of.name == "Group" || of.name == "GroupMember" || of.name == "CustomNotificationType":
		return 2
	}
	return 1
}

// list shows an object's newest records that are wanted.
func (o *Org) list(of *object, wanted func(row) bool) list {
	l := list{Label: of.plural, Name: of.name}
	heads := []*field{of.field(of.title())}
	for _, name := range columns[of.name] {
		if f := of.field(name); f != nil {
			heads = append(heads, f)
		}
	}
	for _, f := range heads {
		l.Heads = append(l.Heads, f.label)
	}
	for _, r := range slices.Backward(o.store.tables[of].rows) {
		if r == nil || !wanted(r) {
			continue
		}
		if l.Total++; l.Total <= shownOnPage {
			l.Rows = append(l.Rows, o.row(of.unpack(r), heads))
		}
	}
	return l
}

func (o *Org) row(r Record, fields []*field) []cell {
	row := make([]cell, len(fields))
	for n, f := range fields {
		row[n] = o.cell(f, r[f.name])
	}
	row[0].Link = link(r["Id"])
	return row
}

// cell shows a value to people: lookups by name, times without their zone.
func (o *Org) cell(f *field, v any) cell {
	text := fmt.Sprint(v)
	switch {
	case v == nil:
		return cell{}
	case f.kind == kindLookup:
		return o.titled(text)
	case f.kind == kindDateTime:
		if t, err := time.Parse(dateTimeLayout, text); err == nil {
			return cell{Text: t.UTC().Format("2006-01-02 15:04:05")}
		}
	case f.kind == kindNumber:
		return cell{Text: strings.TrimSuffix(fmt.Sprint(shown(v)), ".0")}
	}
	return cell{Text: text}
}

func link(id any) string { return fmt.Sprintf("/record/%v", id) }

// serveRecord is GET /record/<id>.
func (o *Org) serveRecord(w http.ResponseWriter, r *http.Request) {
	id := fullID(r.PathValue("id"))
	o.lock()
	record, of := o.store.record(id), o.store.schema.ofID(id)
	if record == nil {
		o.mu.Unlock()
		http.NotFound(w, r)
		return
	}
	page := details{Object: of.label, Title: o.titled(id).Text, Related: o.related(id)}
	for _, s := range o.store.schema.sections(of) {
		section := fields{Label: s.label}
		for _, name := range s.fields {
			f := of.field(name)
			section.Fields = append(section.Fields, detail{f.label, f.name, o.cell(f, record[f.name])})
		}
		page.Sections = append(page.Sections, section)
	}
	own := func(other string) bool { return other == id }
	for _, l := range []list{o.sentList(own), o.faultList(own)} {
		if l.Total > 0 {
			page.Related = append(page.Related, l)
		}
	}
	o.mu.Unlock()
	render(w, "record", page)
}

// related lists the records that refer to one.
func (o *Org) related(id string) []list {
	var all []list
	for _, of := range o.byInterest() {
		l := o.list(of, func(r row) bool {
			return slices.ContainsFunc(of.fields, func(f *field) bool { return f.kind == kindLookup && of.value(r, f) == id })
		})
		if l.Total > 0 {
			all = append(all, l)
		}
	}
	return all
}

// render writes a page that may load nothing and run nothing.
func render(w http.ResponseWriter, name string, data any) {
	var text bytes.Buffer
	if err := pages.ExecuteTemplate(&text, name, data); err != nil {
		http.Error(w, "the page cannot be made", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	// The reader may be gone, which is nothing to the org.
	_, _ = text.WriteTo(w)
}
