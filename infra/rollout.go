package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awscodedeploy"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawscloudwatch"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newRollout has a new version of screen-pop answer every tenth caller for ten
// minutes, as the alarms need up to five to be sure, and then all of them. If
// one goes off meanwhile, or the rollout fails, the alias goes back to the
// version before, and the stack with it.
//
// Two of the alarms watch the newest version alone, so they must look at it
// before the alias moves: the alias waits for them. CloudWatch leaves an alarm
// in the state that it had when it is given something else to watch (API
// reference, PutMetricAlarm), for a minute or so; so an alarm that the version
// before has set off stops the rollout at once (docs/upgrade.md, Back).
func newRollout(a App, live awslambda.Alias, backOn []interfacesawscloudwatch.IAlarmRef) {
	group := awscodedeploy.NewLambdaDeploymentGroup(a.Stack, jsii.String("screen-pop-rollout"), &awscodedeploy.LambdaDeploymentGroupProps{
		Application: awscodedeploy.NewLambdaApplication(a.Stack, jsii.String("screen-pop-application"), &awscodedeploy.LambdaApplicationProps{
			ApplicationName: a.stage.on(names.ScreenPop),
		}),
		DeploymentGroupName: a.stage.on(names.ScreenPop),
		DeploymentConfig:    awscodedeploy.LambdaDeploymentConfig_CANARY_10PERCENT_10MINUTES(),
		Alias:               live,
		Alarms:              &backOn,
		AutoRollback: &awscodedeploy.AutoRollbackConfig{
			FailedDeployment:  jsii.Bool(true),
			StoppedDeployment: jsii.Bool(true),
			DeploymentInAlarm: jsii.Bool(true),
		},
	})
	for _, alarm := range backOn {
		live.Node().AddDependency(alarm)
	}
	accept(group, "IAM4", "What CodeDeploy needs is CodeDeploy's to say; AWSCodeDeployRoleForLambdaLimited is the least that AWS has for it")
}
