package connecttest

// lambdaEvent is the request; a part that the contact lacks is null.
type lambdaEvent struct {
	Details struct {
		ContactData contactData
		Parameters  map[string]any
	}
	Name string
}

type contactData struct {
	Attributes        map[string]string
	Channel           string
	ContactID         string `json:"ContactId"`
	CustomerEndpoint  *endpoint
	CustomerID        *string `json:"CustomerId"`
	Description       *string
	InitialContactID  string `json:"InitialContactId"`
	InitiationMethod  string
	InstanceARN       string
	LanguageCode      string
	MediaStreams      struct{ Customer struct{ Audio any } }
	Name              *string
	PreviousContactID string `json:"PreviousContactId"`
	Queue             *flowQueue
	References        struct{}
	SystemEndpoint    *endpoint
}

type endpoint struct {
	Address string
	Type    string
}

type flowQueue struct {
	ARN              string
	Name             string
	OutboundCallerID *endpoint `json:"OutboundCallerId"`
}

func (v *visit) request(given map[string]any) lambdaEvent {
	e := lambdaEvent{Name: "ContactFlowEvent"}
	e.Details.Parameters = v.typed(given).(map[string]any)
	c := v.contact
	e.Details.ContactData = contactData{
		Attributes: v.Attributes, Channel: c.Channel, ContactID: c.ID, CustomerEndpoint: c.endpoint(c.Customer),
		CustomerID: orNull(v.CustomerID), InitialContactID: c.InitialID, InitiationMethod: c.InitiationMethod,
		InstanceARN: c.InstanceARN, LanguageCode: "en-GB", Name: orNull(c.Name), PreviousContactID: c.PreviousID,
		SystemEndpoint: c.endpoint(c.System),
	}
	if v.Queue.ARN != "" {
		e.Details.ContactData.Queue = &flowQueue{ARN: v.Queue.ARN, Name: v.Queue.Name}
	}
	return e
}

// endpoint is null in a chat or a task, as it has no address; an e-mail's has
// a type of its own (Amazon Connect API reference, "EndpointInfo").
func (c Contact) endpoint(address string) *endpoint {
	e := phone(address)
	if e != nil && c.Channel == "EMAIL" {
		e.Type = "EMAIL_ADDRESS"
	}
	return e
}

func phone(address string) *endpoint {
	if address == "" {
		return nil
	}
	return &endpoint{Address: address, Type: "TELEPHONE_NUMBER"}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
