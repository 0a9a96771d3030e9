using System.Globalization;
using System.Text.RegularExpressions;
using Tercet.CommandLine;

namespace Tercet.Cli.Commands;

/// <summary>The two Jobs that run a plan on Kubernetes: one pod per part, and then one that merges.</summary>
internal sealed partial record KubernetesJobs
{
    /// <summary>The limit of Kubernetes for a Job that counts retries per index.</summary>
    public const int MaxParts = 100_000;

    /// <summary>The user of the image, where the one who writes the files is not known or is root.</summary>
    public const uint ImageUser = 65532;

    private const string MergeSuffix = "-merge";

    // A label of 63 characters has to hold the name and the suffix, or the name, a hyphen and an index below 100,000.
    private const int MaxNameLength = 57;

    private const long Mebibyte = 1 << 20;

    public required RunPlan Plan { get; init; }

    /// <summary>The folder of the plan, absolute.</summary>
    public required string Run { get; init; }

    public required string Image { get; init; }

    public required string Volume { get; init; }

    /// <summary>The root of the volume, absolute: here and in the pods.</summary>
    public required string Mount { get; init; }

    public required string Name { get; init; }

    public string? Namespace { get; init; }

    /// <summary>Null for the threads that the plan was measured with.</summary>
    public int? Cpus { get; init; }

    /// <summary>Null for the plan's with head room.</summary>
    public string? Memory { get; init; }

    /// <summary>Null for all parts, but at most 100.</summary>
    public int? MaxRunning { get; init; }

    public (uint User, uint Group) User { get; init; } = (ImageUser, ImageUser);

    public string MergeName => Name + MergeSuffix;

    public int Parallelism => Math.Min(MaxRunning ?? 100, Plan.Parts.Count);

    private int Threads => Cpus ?? Math.Max(1, Plan.Expected.Threads);

    /// <summary>Half as much again and 256 MiB: what was measured is one part, on another machine.</summary>
    private string MemoryLimit =>
        Memory ?? Invariant($"{(Plan.Expected.Bytes + Plan.Expected.Bytes / 2) / Mebibyte + 257}Mi");

    /// <summary>How long the parts are expected to take, without the time for which pods wait for a place.</summary>
    public TimeSpan Expected
    {
        get
        {
            var slower = Math.Max(1.0, (double)Plan.Expected.Threads / Threads);
            var waves = Math.Ceiling((double)Plan.Parts.Count / Parallelism);
            return TimeSpan.FromSeconds(Math.Min(Plan.Expected.Seconds * slower * waves, TimeSpan.FromDays(365).TotalSeconds));
        }
    }

    /// <summary>A name for the Jobs, from that of the folder: a valid label, whatever the folder is called.</summary>
    /// <param name="folder">The folder of the plan, absolute.</param>
    public static string NameOf(string folder)
    {
        var name = NotInLabels().Replace(Path.GetFileName(folder).ToLowerInvariant(), "-").Trim('-');
        if (!name.StartsWith("tercet", StringComparison.Ordinal))
            name = $"tercet-{name}";
        return name[..Math.Min(MaxNameLength, name.Length)].TrimEnd('-');
    }

    /// <summary>What Kubernetes would refuse, or what would not run there.</summary>
    public void AddFaults(UsageFaults faults)
    {
        if (Plan.Parts.Count > MaxParts)
        {
            faults.Add(Invariant(
                $"{Run} has {Plan.Parts.Count:N0} parts; expected at most {MaxParts:N0}, the limit of a Job with retries per part. ")
                + "Plan again with fewer --parts.");
        }
        if (!ImageReference().IsMatch(Image))
            faults.Add($"--image is '{Image}'; expected the name of an image, such as registry.example/tercet:0.2.0.");
        if (!Subdomain().IsMatch(Volume) || Volume.Length > 253)
            faults.Add($"--volume is '{Volume}'; expected the name of a PersistentVolumeClaim, such as datasets.");
        if (!Label().IsMatch(Name) || Name.Length > MaxNameLength)
        {
            faults.Add(Invariant($"--name is '{Name}'; expected 1 to {MaxNameLength} of a to z, 0 to 9 and hyphens, with a letter first ")
                + "and no hyphen last.");
        }
        if (Namespace is not null && (!Label().IsMatch(Namespace) || Namespace.Length > 63))
            faults.Add($"--namespace is '{Namespace}'; expected 1 to 63 of a to z, 0 to 9 and hyphens, such as research.");
        if (Cpus < 1)
            faults.Add(Invariant($"--cpus is {Cpus}; expected 1 or more."));
        if (MaxRunning is < 1 or > MaxParts)
            faults.Add(Invariant($"--max-running is {MaxRunning}; expected 1 to {MaxParts:N0}."));
        if (Memory is not null && !Quantity().IsMatch(Memory))
            faults.Add($"--memory is '{Memory}'; expected a number with a unit, Mi, Gi, Ti, M, G or T, such as 4Gi.");
        if (Mount == "/" || Mount.Contains(':', StringComparison.Ordinal))
            faults.Add($"--mount is '{Mount}'; expected a folder below / without a colon in its path, such as /data.");
        else
            AddPathFaults(faults);
    }

    /// <summary>The Job of the parts.</summary>
    public string PartsYaml() =>
        $$"""
        # The {{Plan.Parts.Count}} parts of a plan, one pod for each. Written by 'tercet kubernetes'; needs Kubernetes 1.29 or later.
        #
        #   kubectl apply -f parts.yaml
        #   kubectl wait{{InNamespace}} --for=condition=complete --timeout={{Timeout}} job/{{Name}}
        #   kubectl apply -f merge.yaml
        #
        # Parts that are done stay done. To run those that failed: kubectl delete -f parts.yaml, then apply it again.
        {{Head(Name, "parts")}}
        spec:
          completionMode: Indexed
          completions: {{Plan.Parts.Count}} # as many as the plan has parts
          parallelism: {{Parallelism}} # pods at the same time (--max-running)
          backoffLimitPerIndex: 3 # retries of a part that fails, with growing pauses
          maxFailedIndexes: {{(Plan.Parts.Count + 9) / 10}} # more failed parts than these have a common cause: the Job ends
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
        {{Pod("merge", ["merge", Run], [])}}

        """;

    /// <summary>What kubectl is given to find the Jobs: nothing where they are in its own default namespace.</summary>
    public string InNamespace => Namespace is null ? "" : $" --namespace={Namespace}";

    /// <summary>How long to wait: three times what is expected, and ten minutes for pods to start.</summary>
    public string Timeout => Invariant($"{Math.Ceiling(Expected.TotalMinutes * 3) + 10}m");

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
            rules: # the first that matches decides; an exit code that none names is retried, such as {ExitCodes.InputOutput} and 75
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
                  workingDir: {YamlText.Quote(Plan.WorkingFolder)} # relative paths of the plan start here
                  terminationMessagePolicy: FallbackToLogsOnError
                  resources: # {MemoryReason}
                    requests:
                      cpu: {Threads}
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
              volumes:
                - name: data
                  persistentVolumeClaim:
                    claimName: {YamlText.Quote(Volume)}
        """;

    private string MemoryReason => Memory is null
        ? Invariant($"the plan expects {Math.Ceiling(Plan.Expected.Bytes / (double)Mebibyte)} MiB; head room: 50 % and 256 MiB")
        : "as --memory says";

    /// <summary>Kubernetes replaces <c>$(NAME)</c> in commands by variables, and <c>$$</c> by <c>$</c>.</summary>
    private static string EscapeVariables(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void AddPathFaults(UsageFaults faults)
    {
        foreach (var (what, path) in new[] { ("the plan's folder", Run), ("the folder that it was planned in", Plan.WorkingFolder) })
        {
            if (!IsInside(path, Mount))
            {
                faults.Add($"{path}, {what}, is outside --mount {Mount}; expected it inside. In the pods there is the volume alone, "
                    + "under the same path as here. Name its folder with --mount, or plan inside it.");
            }
            else if (LinkThatLeaves(path) is var (link, target))
            {
                faults.Add($"{link} is a link to {target}, outside --mount {Mount}; expected all of {what} inside. Plan in a folder "
                    + "without such links.");
            }
        }
    }

    private (string Link, string Target)? LinkThatLeaves(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null && IsInside(folder.FullName, Mount); folder = folder.Parent)
        {
            if (folder.FullName.Length > Mount.Length && folder.ResolveLinkTarget(true) is { } target
                && !IsInside(target.FullName, Mount))
                return (folder.FullName, target.FullName);
        }
        return null;
    }

    private static bool IsInside(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInLabels();

    [GeneratedRegex(@"\A[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._/:@-]*\z")]
    private static partial Regex ImageReference();

    [GeneratedRegex(@"\A(?!0+(\.0*)?[A-Z])[0-9]+(\.[0-9]+)?([MGT]i?)\z")]
    private static partial Regex Quantity();
}
