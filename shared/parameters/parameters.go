// Package parameters keeps what admins tune in Parameter Store, a parameter each:
// /tieline/<stage>/<area>/<name>, or for one queue
// /tieline/<stage>/sla/queue/<queue id>/<name>.
package parameters

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"tieline/shared/fault"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

// Store is what admins of a stage have set.
type Store struct {
	api  *ssm.Client
	root string // with a slash at its end
}

// New returns the Store of a stage. It does no I/O.
func New(cfg aws.Config, stage string) *Store {
	return &Store{ssm.NewFromConfig(cfg), names.Parameters(stage)}
}

// List returns all that is set, allowed or not. By whom is not known. What is
// encrypted comes as it is, and so is no value that any parameter allows.
func (s *Store) List(ctx context.Context) ([]tuning.Override, error) {
	pages := ssm.NewGetParametersByPathPaginator(s.api, &ssm.GetParametersByPathInput{
		Path: aws.String(strings.TrimSuffix(s.root, "/")), Recursive: aws.Bool(true), MaxResults: aws.Int32(10)})
	var all []tuning.Override
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fault.Errorf(kindOf(err), "list parameters: %w", err)
		}
		for _, p := range page.Parameters {
			if name, ours := strings.CutPrefix(aws.ToString(p.Name), s.root); ours {
				all = append(all, tuning.Override{Name: name, Text: aws.ToString(p.Value), Version: p.Version, ChangedAt: utc(p.LastModifiedDate)})
			}
		}
	}
	return all, nil
}

// Put sets a parameter, by its name or by that for a queue, to a value, and keeps
// beside it what it means and how it must look, for whoever sees it in AWS. Whether
// the value is in its range is not asked here. One that Parameter Store refuses,
// such as an empty one, is a fault of kind Invalid.
func (s *Store) Put(ctx context.Context, d tuning.Declaration, name, value string) error {
	if value == "" {
		return fault.Errorf(fault.Invalid, "put %s: Parameter Store keeps no empty value; to have the default again, reset it", name)
	}
	_, err := s.api.PutParameter(ctx, &ssm.PutParameterInput{
		Name:           aws.String(s.root + name),
		Value:          &value,
		Type:           types.ParameterTypeString,
		Overwrite:      aws.Bool(true),
		Description:    &d.Meaning,
		AllowedPattern: aws.String("^(" + d.Pattern + ")$"),
	})
	if err != nil {
		return fault.Errorf(kindOf(err), "put %s: %w", name, err)
	}
	return nil
}

// Delete has the default hold again. Of what is not set it is a fault of kind
// NotFound. Parameter Store forgets the history, too, and wants half a minute to pass
// before the parameter is created again (API reference, DeleteParameter).
func (s *Store) Delete(ctx context.Context, name string) error {
	if _, err := s.api.DeleteParameter(ctx, &ssm.DeleteParameterInput{Name: aws.String(s.root + name)}); err != nil {
		return fault.Errorf(kindOf(err), "delete %s: %w", name, err)
	}
	return nil
}

// History returns the values that a parameter had since it was last created, oldest
// first: the last hundred (API reference, PutParameter). Of what is not set it is a
// fault of kind NotFound.
func (s *Store) History(ctx context.Context, name string) ([]tuning.Override, error) {
	pages := ssm.NewGetParameterHistoryPaginator(s.api, &ssm.GetParameterHistoryInput{Name: aws.String(s.root + name)})
	var all []tuning.Override
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fault.Errorf(kindOf(err), "get the history of %s: %w", name, err)
		}
		for _, p := range page.Parameters {
			all = append(all, tuning.Override{Name: name, Text: aws.ToString(p.Value), Version: p.Version,
				ChangedAt: utc(p.LastModifiedDate), ChangedBy: aws.ToString(p.LastModifiedUser)})
		}
	}
	slices.SortFunc(all, func(a, b tuning.Override) int { return int(a.Version - b.Version) })
	return all, nil
}

// utc is a time as we keep it, the zero time if there is none.
func utc(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}
