package flows

import (
	"fmt"
	"slices"
)

// creation reads a Create Records of one record, which may be an event.
func (c *compiler) creation(p *part, e *element) {
	e.next, e.fault = p.connector("connector"), p.connector("faultConnector")
	object := c.object(p)
	c.afterSaving(p)
	automatic, into := p.flag("storeOutputAutomatically"), p.word("assignRecordIdToReference")
	if v := c.kinds[into]; into != "" && (v.kind != String || v.many || automatic) {
		p.refuse("assignRecordIdToReference %s is no text variable, or the id is kept already", into)
	}
	if into == "" {
		into = e.name
	}
	values := c.stores(p, object)
	e.do = func(i *interview) (string, error) {
		said := values(i)
		if i.unset != nil {
			return "", i.unset
		}
		id, err := i.c.Org.Save(object, "", said)
		if err != nil {
			return "", failed("create", err)
		}
		i.values[into] = id
		return e.next, nil
	}
}

// afterSaving refuses what a flow before saving must not do ("Before-Save
// Record-Triggered Flows", Salesforce Help).
func (c *compiler) afterSaving(p *part) {
	if c.flow.Trigger == BeforeSave {
		p.refuse("a flow before saving changes its record only")
	}
}

// update reads an Update Records: of the record that started the flow, or of
// those that filters find.
func (c *compiler) update(p *part, e *element) {
	e.next, e.fault = p.connector("connector"), p.connector("faultConnector")
	c.afterSaving(p)
	if by := p.word("inputReference"); by != "" {
		if by != "$Record" {
			p.refuse("the simulated org updates $Record, and not %s", by)
		}
		c.updateOwn(p, e)
		return
	}
	object := c.object(p)
	find, values := c.query(p, object), c.stores(p, object)
	e.do = func(i *interview) (string, error) {
		said, q := values(i), find(i)
		found := i.c.Org.Find(q)
		if i.unset != nil {
			return "", i.unset
		}
		for _, r := range found {
			if _, err := i.c.Org.Save(object, text(r["Id"]), said); err != nil {
				return "", failed("update", err)
			}
		}
		return e.next, nil
	}
}

func (c *compiler) updateOwn(p *part, e *element) {
	object := c.flow.Object
	if c.flow.Trigger == BeforeDelete {
		p.refuse("the record is being deleted")
	}
	values := c.stores(p, object)
	e.do = func(i *interview) (string, error) {
		said := values(i)
		if i.unset != nil {
			return "", i.unset
		}
		if _, err := i.c.Org.Save(object, text(i.record["Id"]), said); err != nil {
			return "", failed("update", err)
		}
		for name, v := range said {
			put(i.record, Field{Name: name}, v)
		}
		return e.next, nil
	}
}

// actions are the inputs of the actions that are known, and those of them that
// must be there ("Custom Notification Actions" and "Email Alert Actions, Simple",
// Actions Developer Guide).
var actions = map[string]struct{ inputs, needs []string }{
	"customNotificationAction": {[]string{"customNotifTypeId", "recipientIds", "senderId", "title", "body", "targetId", "targetPageRef"},
		[]string{"customNotifTypeId", "recipientIds", "title", "body"}},
	"emailSimple": {[]string{"emailAddresses", "emailAddressesArray", "emailSubject", "emailBody", "senderType", "senderAddress", "sendRichBody", "relatedRecordId"},
		[]string{"emailSubject", "emailBody"}},
}

// collections are the inputs that take several values.
var collections = []string{"recipientIds", "emailAddressesArray"}

// action reads an Action.
func (c *compiler) action(p *part, e *element) {
	e.next, e.fault = p.connector("connector"), p.connector("faultConnector")
	c.afterSaving(p)
	name := p.choice("actionName", "", "customNotificationAction", "emailSimple")
	if kind := p.word("actionType"); kind != name {
		p.refuse("the simulated org knows no action %s of actionType %s", name, kind)
	}
	p.choice("flowTransactionModel", "Automatic", "CurrentTransaction")
	p.skip("nameSegment", "storeOutputAutomatically", "offset", "versionSegment", "versionString")
	inputs := map[string]expr{}
	for _, in := range p.all("inputParameters") {
		input, v := in.must("name"), in.take("value")
		if !slices.Contains(actions[name].inputs, input) || v == nil {
			in.refuse("the simulated org knows no input %s of %s, or it has no value", input, name)
			continue
		}
		if inputs[input] = c.value(v); inputs[input].many != slices.Contains(collections, input) {
			in.refuse("input %s is a collection, or must be one", input)
		}
		in.end()
	}
	for _, needed := range actions[name].needs {
		if inputs[needed].eval == nil {
			p.refuse("input %s is missing", needed)
		}
	}
	e.do = func(i *interview) (string, error) { return c.acts(i, e, name, inputs) }
}

func (c *compiler) acts(i *interview, e *element, name string, inputs map[string]expr) (string, error) {
	said := map[string]any{}
	for input, value := range inputs {
		if v := value.eval(i); v != nil {
			said[input] = v
		}
	}
	if i.unset != nil {
		return "", i.unset
	}
	if err := i.c.Org.Act(name, said); err != nil {
		return "", fmt.Errorf("This error occurred when the flow tried to run the action %s: %w", e.name, err) //nolint:staticcheck // Salesforce's way
	}
	return e.next, nil
}
