using System.Diagnostics;

namespace Tercet.Cluster.Tests;

/// <summary>A program that was run: its exit code and what it printed.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program to its end.</summary>
    public static Command Run(
        string program, IEnumerable<string> arguments, string folder = "", params (string Name, string Value)[] environment)
    {
        using var process = Start(program, arguments, folder, environment);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Command(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Starts a program, whose input ends when this process ends.</summary>
    public static Process Start(
        string program, IEnumerable<string> arguments, string folder = "", params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>The path of a program, also of those for administrators; null where it is not installed.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/local/sbin:/sbin")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <summary>What was printed, where the program succeeded.</summary>
    public string Require()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Output}{Error}");
        return Output;
    }
}
