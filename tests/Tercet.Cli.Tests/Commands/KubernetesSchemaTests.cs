using System.Text.Json.Nodes;

namespace Tercet.Cli.Tests.Commands;

/// <summary>The Jobs are valid: by the published schemas, by the parser of kubectl, and by rules that no schema holds.</summary>
public sealed class KubernetesSchemaTests(KubernetesSchema schema) : IClassFixture<KubernetesSchema>, IDisposable
{
    private const string Container = "/spec/template/spec/containers/0";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_jobs_are_valid_by_the_published_schemas()
    {
        var jobs = KubernetesJobsTests.Cases().SelectMany(jobs => new[] { jobs.PartsYaml(), jobs.MergeYaml() });
        Assert.All(schema.Check(jobs.Select(KubernetesYaml.Parse)), Assert.Empty);
    }

    [Theory]
    [InlineData("/spec/completion", "12", "unknown field")]
    [InlineData("/spec/backofLimitPerIndex", "3", "unknown field")]
    [InlineData("/spec/template/spec/securityContext/runAsUsers", "1", "unknown field")]
    [InlineData(Container + "/workingdir", "\"/data\"", "unknown field")]
    [InlineData(Container + "/securityContext/readOnlyRootFileSystem", "true", "unknown field")]
    [InlineData("/spec/podFailurePolicy/rules/0/onExitCode", "{}", "unknown field")]
    [InlineData("/spec/completions", "\"12\"", "type")]
    [InlineData("/spec/backoffLimitPerIndex", "1.5", "type")]
    [InlineData("/spec/template/spec/securityContext/runAsNonRoot", "\"true\"", "type")]
    [InlineData(Container + "/command", "\"tercet\"", "type")]
    [InlineData(Container + "/resources/requests/memory", "\"4 GB\"", "quantity")]
    [InlineData("/spec/podFailurePolicy/rules/0/action", "\"Fail\"", "enum")]
    [InlineData("/spec/podFailurePolicy/rules/0/onExitCodes/operator", "\"in\"", "enum")]
    [InlineData("/spec/template/spec/restartPolicy", "\"Sometimes\"", "enum")]
    [InlineData("/kind", "\"Jobs\"", "enum")]
    [InlineData("/spec/template", null, "required")]
    [InlineData("/spec/podFailurePolicy/rules/0/action", null, "required")]
    [InlineData("/spec/template/spec/volumes/0/persistentVolumeClaim/claimName", null, "required")]
    public void A_misspelt_missing_or_mistyped_field_is_found(string field, string? value, string fault)
    {
        var job = KubernetesYaml.Parse(KubernetesJobsTests.Example.PartsYaml());
        var names = field[1..].Split('/');
        var parent = names[..^1].Aggregate(
            job, (node, name) => int.TryParse(name, out var i) ? node[i]! : node[name]!).AsObject();
        if (value is null)
            Assert.True(parent.Remove(names[^1]));
        else
            parent[names[^1]] = JsonNode.Parse(value);
        Assert.Contains(Assert.Single(schema.Check(job)), message => message.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void The_parser_of_kubectl_reads_the_same_and_knows_every_field()
    {
        RequireKubectl();
        foreach (var jobs in KubernetesJobsTests.Cases())
        {
            foreach (var yaml in new[] { jobs.PartsYaml(), jobs.MergeYaml() })
            {
                var job = KubernetesYaml.Parse(yaml);
                Assert.Equal(job.ToJsonString(), ReadWithKubectl(yaml, job).ToJsonString());
            }
        }
    }

    [Fact]
    public void Kubectl_drops_a_field_that_it_does_not_know()
    {
        RequireKubectl();
        var yaml = KubernetesJobsTests.Example.PartsYaml().Replace("onMode:", "onModes:", StringComparison.Ordinal);
        Assert.Null(ReadWithKubectl(yaml, KubernetesYaml.Parse(yaml))["spec"]!["completionModes"]);
    }

    /// <summary>From the API server's validation of Jobs.</summary>
    [Fact]
    public void Rules_that_no_schema_holds_are_kept()
    {
        foreach (var jobs in KubernetesJobsTests.Cases())
        {
            var job = KubernetesYaml.Parse(jobs.PartsYaml());
            var (spec, pod) = (job["spec"]!, job["spec"]!["template"]!["spec"]!);
            var completions = (int)spec["completions"]!;
            Assert.InRange($"{job["metadata"]!["name"]}-{completions - 1}".Length, 3, 63); // the host name of the last pod
            Assert.InRange($"{KubernetesYaml.Parse(jobs.MergeYaml())["metadata"]!["name"]}".Length, 1, 63);
            Assert.InRange((int)spec["maxFailedIndexes"]!, 1, completions);
            Assert.InRange((int)spec["parallelism"]!, 1, completions);
            Assert.Equal("Never", (string?)pod["restartPolicy"]);
            Assert.NotEqual(0, (int)pod["securityContext"]!["runAsUser"]!);
            foreach (var rule in spec["podFailurePolicy"]!["rules"]!.AsArray())
            {
                Assert.Equal(2, rule!.AsObject().Count); // the action and one condition
                if (rule["onExitCodes"] is not { } codes)
                    continue;
                Assert.Equal((string?)pod["containers"]![0]!["name"], (string?)codes["containerName"]);
                var values = codes["values"]!.AsArray().Select(value => (int)value!).ToList();
                Assert.Equal(values.Order().Distinct(), values);
                Assert.DoesNotContain(0, values);
            }
        }
    }

    private static void RequireKubectl()
    {
        const string Expected = "NOT READ with kubectl: there is none of version 1.29 or later";
        try
        {
            var version = Tool.RunProgram("kubectl", "version", "--client", "--output=json");
            Assert.SkipWhen(version.ExitCode != 0, Expected);
            var minor = (string)JsonNode.Parse(version.Output)!["clientVersion"]!["minor"]!;
            Assert.SkipUnless(int.TryParse(minor.TrimEnd('+'), out var number) && number >= 29, Expected);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip(Expected);
        }
    }

    /// <summary>A Job as kubectl reads it, without what it adds; fields in the order of another.</summary>
    private JsonNode ReadWithKubectl(string yaml, JsonNode order)
    {
        var file = _folder.Write("job.yaml", yaml);
        var tool = Tool.RunProgram("kubectl", "set", "env", "--local", "--filename", file, "--output=json", "ADDED=1");
        Assert.True(tool.ExitCode == 0, tool.Error);
        var job = JsonNode.Parse(tool.Output)!;
        job.AsObject().Remove("status");
        job["metadata"]!.AsObject().Remove("creationTimestamp");
        job["spec"]!["template"]!["metadata"]!.AsObject().Remove("creationTimestamp");
        job["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray().RemoveAt(1);
        return Sort(job, order)!;
    }

    private static JsonNode? Sort(JsonNode? node, JsonNode? order) => (node, order) switch
    {
        (JsonObject o, JsonObject like) => new JsonObject(o.OrderBy(pair => like.IndexOf(pair.Key)).Select(
            pair => KeyValuePair.Create(pair.Key, Sort(pair.Value, like[pair.Key])))),
        (JsonArray a, JsonArray like) => new JsonArray([.. a.Select((part, i) => Sort(part, i < like.Count ? like[i] : null))]),
        _ => node?.DeepClone(),
    };
}
