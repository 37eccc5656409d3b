package salesforcetest

import "strings"

// fieldDescription is "Field" of DescribeSObjectResult (SOAP API Developer
// Guide).
type fieldDescription struct {
	Name               string   `json:"name"`
	Label              string   `json:"label"`
	Type               string   `json:"type"`
	SOAPType           string   `json:"soapType"`
	Length             int      `json:"length"`
	ByteLength         int      `json:"byteLength"`
	Precision          int      `json:"precision"`
	Scale              int      `json:"scale"`
	Digits             int      `json:"digits"`
	Custom             bool     `json:"custom"`
	NameField          bool     `json:"nameField"`
	AutoNumber         bool     `json:"autoNumber"`
	Calculated         bool     `json:"calculated"`
	Nillable           bool     `json:"nillable"`
	Unique             bool     `json:"unique"`
	CaseSensitive      bool     `json:"caseSensitive"`
	ExternalID         bool     `json:"externalId"`
	IDLookup           bool     `json:"idLookup"`
	Createable         bool     `json:"createable"`
	Updateable         bool     `json:"updateable"`
	DefaultedOnCreate  bool     `json:"defaultedOnCreate"`
	DefaultValue       any      `json:"defaultValue"`
	Filterable         bool     `json:"filterable"`
	Sortable           bool     `json:"sortable"`
	CascadeDelete      bool     `json:"cascadeDelete"`
	RestrictedDelete   bool     `json:"restrictedDelete"`
	ReferenceTo        []string `json:"referenceTo"`
	RelationshipName   *string  `json:"relationshipName"`
	RestrictedPicklist bool     `json:"restrictedPicklist"`
	PicklistValues     []choice `json:"picklistValues"`
}

// choice is "PicklistEntry".
type choice struct {
	Active       bool   `json:"active"`
	DefaultValue bool   `json:"defaultValue"`
	Label        string `json:"label"`
	Value        string `json:"value"`
}

// types names each kind as it is described ("Field Types", Object Reference),
// with the type that SOAP gives it and, where it is always the same, its length.
var types = map[kind]struct {
	name, soap string
	length     int
}{
	kindID:         {"id", "tns:ID", 18},
	kindAutoNumber: {"string", "xsd:string", 30},
	kindCheckbox:   {"boolean", "xsd:boolean", 0},
	kindDate:       {"date", "xsd:date", 0},
	kindDateTime:   {"datetime", "xsd:dateTime", 0},
	kindEmail:      {"email", "xsd:string", 80},
	kindLongText:   {"textarea", "xsd:string", 0},
	kindLookup:     {"reference", "tns:ID", 18},
	kindNumber:     {"double", "xsd:double", 0},
	kindPhone:      {"phone", "xsd:string", 40},
	kindPicklist:   {"picklist", "xsd:string", 255},
	kindText:       {"string", "xsd:string", 0},
}

func (o *object) describe(f *field) fieldDescription {
	t := types[f.kind]
	d := fieldDescription{
		Name: f.name, Label: f.label, Type: t.name, SOAPType: t.soap, Length: max(t.length, f.length), Precision: f.precision, Scale: f.scale,
		Custom: strings.HasSuffix(f.name, "__c"), NameField: f.name == o.title(), AutoNumber: f.kind == kindAutoNumber, Calculated: f.formula != nil,
		Nillable: !f.required && (!f.readOnly || f.formula != nil) && f.kind != kindCheckbox, Unique: f.unique, CaseSensitive: f.caseSensitive, ExternalID: f.externalID,
		IDLookup:   f.kind == kindID || f.externalID || f.unique,
		Createable: !f.readOnly, Updateable: !f.readOnly && !o.event, DefaultedOnCreate: f.readOnly && f.formula == nil || f.initial != nil, DefaultValue: f.initial,
		Filterable: !o.event && f.kind != kindLongText, Sortable: !o.event && f.kind != kindLongText, CascadeDelete: f.cascades,
		ReferenceTo: []string{}, RestrictedPicklist: f.restricted, PicklistValues: []choice{},
	}
	d.ByteLength = 3 * d.Length // UTF-8 as Salesforce counts it
	if f.kind == kindLookup {
		name := f.relationship()
		d.ReferenceTo, d.RelationshipName = f.targets(), &name
	}
	for _, v := range f.choices {
		d.PicklistValues = append(d.PicklistValues, choice{true, v == f.initial, v, v})
	}
	return d
}
