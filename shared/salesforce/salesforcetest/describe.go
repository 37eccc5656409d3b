package salesforcetest

import (
	"net/http"
	"slices"
	"strings"
)

// brief describes an object in short ("DescribeGlobalResult", SOAP API
// Developer Guide, whose words the REST API uses).
type brief struct {
	Name          string            `json:"name"`
	Label         string            `json:"label"`
	LabelPlural   string            `json:"labelPlural"`
	KeyPrefix     string            `json:"keyPrefix"`
	Custom        bool              `json:"custom"`
	CustomSetting bool              `json:"customSetting"`
	Createable    bool              `json:"createable"`
	Updateable    bool              `json:"updateable"`
	Deletable     bool              `json:"deletable"`
	Undeletable   bool              `json:"undeletable"`
	Mergeable     bool              `json:"mergeable"`
	Queryable     bool              `json:"queryable"`
	Retrieveable  bool              `json:"retrieveable"`
	Searchable    bool              `json:"searchable"`
	URLs          map[string]string `json:"urls"`
}

// brief says what this org can do with an object, which may be less than what
// Salesforce can.
func (o *object) brief() brief {
	at := dataPath + "/sobjects/" + o.name
	urls := map[string]string{"sobject": at, "describe": at + "/describe", "rowTemplate": at + "/{ID}"}
	searchable := false
	for _, f := range o.fields {
		searchable = searchable || f.kind == kindPhone || f.kind == kindEmail
	}
	return brief{
		Name: o.name, Label: o.label, LabelPlural: o.plural, KeyPrefix: o.prefix, Custom: o.custom(), URLs: urls, Createable: !o.setting,
		Updateable: !o.event && !o.setting, Deletable: !o.event && !o.stays && !o.setting, Queryable: !o.event, Retrieveable: !o.event, Searchable: searchable,
	}
}

// describeGlobal is GET /sobjects ("Describe Global").
func (o *Org) describeGlobal(*http.Request, []byte) answer {
	var all []brief
	for _, of := range o.store.schema.objects {
		all = append(all, of.brief())
	}
	return answer{status: http.StatusOK, body: map[string]any{"encoding": "UTF-8", "maxBatchSize": maxRecords, "sobjects": all}}
}

// describeBasic is GET /sobjects/<object> ("sObject Basic Information"). Nobody
// has looked at anything recently.
func (o *Org) describeBasic(r *http.Request, _ []byte) answer {
	of := o.store.schema.object(r.PathValue("object"))
	if of == nil {
		return refused(http.StatusNotFound, notFound)
	}
	return answer{status: http.StatusOK, body: map[string]any{"objectDescribe": of.brief(), "recentItems": []any{}}}
}

// describe is GET /sobjects/<object>/describe ("sObject Describe").
func (o *Org) describe(r *http.Request, _ []byte) answer {
	of := o.store.schema.object(r.PathValue("object"))
	if of == nil {
		return refused(http.StatusNotFound, notFound)
	}
	var fields []fieldDescription
	for _, f := range of.fields {
		fields = append(fields, of.describe(f))
	}
	return answer{status: http.StatusOK, body: struct {
		brief
		Fields             []fieldDescription `json:"fields"`
		ChildRelationships []child            `json:"childRelationships"`
		RecordTypeInfos    []any              `json:"recordTypeInfos"`
	}{of.brief(), fields, o.children(of), []any{}}}
}

// child is a lookup by which other records are an object's children.
type child struct {
	ChildSObject     string  `json:"childSObject"`
	Field            string  `json:"field"`
	CascadeDelete    bool    `json:"cascadeDelete"`
	RestrictedDelete bool    `json:"restrictedDelete"`
	RelationshipName *string `json:"relationshipName"`
}

func (o *Org) children(of *object) []child {
	all := []child{}
	for _, other := range o.store.schema.objects {
		for _, f := range other.fields {
			if f.kind == kindLookup && slices.Contains(f.targets(), of.name) {
				all = append(all, child{ChildSObject: other.name, Field: f.name, CascadeDelete: f.cascades, RelationshipName: f.childrenName()})
			}
		}
	}
	return all
}

// childrenName is how queries would reach the children; nil if they cannot.
func (f *field) childrenName() *string {
	name := f.children
	if strings.HasSuffix(f.name, "__c") && name != "" {
		name += "__r"
	}
	if name == "" {
		return nil
	}
	return &name
}
