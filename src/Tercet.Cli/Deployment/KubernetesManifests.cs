using Tercet.CommandLine;
using static System.FormattableString;

namespace Tercet.Cli.Deployment;

/// <summary>The Jobs as YAML: text rather than a serializer's output, for its comments and its order.</summary>
internal sealed partial record KubernetesJobs
{
    /// <summary>The Job of the parts.</summary>
    public string PartsYaml() =>
        $$"""
        # The {{Parts}} parts of a plan, one pod for each. Written by 'tercet kubernetes'; needs Kubernetes 1.29 or later.
        #
        #   kubectl apply -f parts.yaml
        #   kubectl wait{{InNamespace}} --for=condition=complete --timeout={{Timeout}} job/{{Name}}
        #   kubectl apply -f merge.yaml
        #
        # Parts that are done stay done. To run those that failed: kubectl delete -f parts.yaml, then apply it again.
        {{Head(Name, "parts")}}
        spec:
          completionMode: Indexed
          completions: {{Parts}} # as many as the plan has parts
          parallelism: {{Parallelism}} # pods at the same time (--max-running)
          backoffLimitPerIndex: 3 # retries of a part that fails, with growing pauses
          maxFailedIndexes: {{(Parts + 9) / 10}} # more failed parts than these have a common cause: the Job ends
        {{FailurePolicy("no part could do better")}}
        {{Pod("parts", ["part", Run], ["$(JOB_COMPLETION_INDEX)", "--threads", Invariant($"{Threads}")])}}

        """;

    /// <summary>The Job that merges.</summary>
    public string MergeYaml() =>
        $$"""
        # Merges the parts into a run. Apply it when the Job {{Name}} is complete. Written by 'tercet kubernetes'.
        #
        #   kubectl apply -f merge.yaml
        #   kubectl wait{{InNamespace}} --for=condition=complete --timeout={{Timeout}} job/{{MergeName}}
        {{Head(MergeName, "merge")}}
        spec:
          backoffLimit: 3 # retries
        {{FailurePolicy("no retry helps")}}
        {{Pod("merge", ["merge", Run], ["--threads", Invariant($"{Threads}")])}}

        """;

    /// <summary>Half as much again and 256 MiB: what was measured is one part, on another machine.</summary>
    private string MemoryLimit =>
        Memory ?? Invariant($"{(Expected!.Bytes + Expected.Bytes / 2) / Mebibyte + 257}Mi");

    private string Head(string name, string component)
    {
        var inNamespace = Namespace is null ? "" : $"\n  namespace: {YamlText.Quote(Namespace)}";
        return $"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {YamlText.Quote(name)}{inNamespace}
            {Labels(component, "  ")}
            """;
    }

    private string Labels(string component, string indent) =>
        $"""
        {indent}labels:
        {indent}  app.kubernetes.io/name: tercet
        {indent}  app.kubernetes.io/instance: {YamlText.Quote(Name)}
        {indent}  app.kubernetes.io/component: {component}
        """;

    private static string FailurePolicy(string reason) =>
        $"""
          podFailurePolicy:
            rules: # the first that matches decides; other exit codes are retried, such as {ExitCodes.TryAgain}
              - action: FailJob # {ExitCodes.Usage}: wrong usage; {ExitCodes.BadInput}: bad input; {reason}
                onExitCodes:
                  containerName: tercet
                  operator: In
                  values: [{ExitCodes.Usage}, {ExitCodes.BadInput}]
              - action: Ignore # evicted, preempted or lost with its node: run again, not counted as a failure
                onPodConditions:
                  - type: DisruptionTarget
                    status: "True"
        """;

    private string Pod(string component, string[] texts, string[] expanded) =>
        $"""
          template:
            metadata:
        {Labels(component, "      ")}
            spec:
              restartPolicy: Never # a failed container is replaced by a new pod, as podFailurePolicy requires
              automountServiceAccountToken: false
              enableServiceLinks: false
              securityContext:
                runAsNonRoot: true
                runAsUser: {User.User} # has to be allowed to read the data and to write to the folder of the plan
                runAsGroup: {User.Group}
                seccompProfile:
                  type: RuntimeDefault
              containers:
                - name: tercet
                  image: {YamlText.Quote(Image)}
                  command: {YamlText.Sequence(["tercet", .. texts.Select(EscapeVariables), .. expanded])}
                  workingDir: {YamlText.Quote(WorkingFolder)} # relative paths of the plan start here
                  env:
                    - name: HOME
                      value: /tmp # for the cache of embeddings, where images are encoded
                  terminationMessagePolicy: FallbackToLogsOnError
                  resources: # {MemoryReason}
                    requests:
                      cpu: "{Threads}"
                      memory: {MemoryLimit}
                    limits: # none for cpu: --threads bounds its use, and throttling would only slow it
                      memory: {MemoryLimit}
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities:
                      drop: [ALL]
                  volumeMounts:
                    - name: data
                      mountPath: {YamlText.Quote(Mount)}
                    - name: temporary
                      mountPath: /tmp
              volumes:
                - name: data
                  persistentVolumeClaim:
                    claimName: {YamlText.Quote(Volume)}
                - name: temporary
                  emptyDir: {"{}"}
        """;

    private string MemoryReason => Memory is null
        ? Invariant($"the plan expects {Math.Ceiling(Expected!.Bytes / (double)Mebibyte)} MiB; head room: 50 % and 256 MiB")
        : "as --memory says";

    /// <summary>Kubernetes replaces <c>$(NAME)</c> in commands by variables, and <c>$$</c> by <c>$</c>.</summary>
    private static string EscapeVariables(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
